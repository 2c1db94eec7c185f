-- Documents handed over to record software, and a receipt of each. Names, identifiers and answers may tell of patients: they are sealed with
-- a key that is not in the database. Everything goes with the mailbox.
create schema record;

create table record.software (
    id       bigint generated always as identity primary key,
    name     text    not null,
    kind     text    not null,
    address  text    not null,            -- URI, at or below one that the settings allow
    login    text    not null default '',
    secret   bytea,                       -- sealed
    host_key text    not null default '', -- of an SFTP server, as its fingerprint
    receiver text    not null default '', -- application^facility of HL7
    pdf      boolean not null,
    answers  boolean not null,            -- whether it leaves .ok and .ko in its folder
    serves   text[]  not null,            -- addresses of mailboxes, and @domains
    active   boolean not null
);

create table record.hand_over (
    id         bigint generated always as identity primary key,
    account    bigint      not null,
    owner      bigint      not null, -- account of the person in the room identity
    owner_name text        not null,
    software   bigint references record.software, -- null: taken away as files
    to_name    text        not null, -- as the software was called then
    job        bigint,
    messages   integer     not null,
    ordered_at timestamptz not null,
    done_at    timestamptz
);
create index on record.hand_over (account, id);

-- A message of a hand-over.
create table record.carried (
    hand_over    bigint  not null references record.hand_over on delete cascade,
    number       integer not null,
    folder       bytea   not null, -- sealed name
    uid_validity bigint  not null,
    uid          bigint  not null,
    state        text    not null default 'WAITING',
    why          text    not null default '',
    primary key (hand_over, number)
);

-- A document of such a message, and what became of it.
create table record.receipt (
    id         bigint generated always as identity primary key,
    token      uuid        not null default gen_random_uuid(), -- what the software knows it by, however often it is sent
    hand_over  bigint      not null,
    number     integer     not null,
    part       integer     not null,
    account    bigint      not null,
    software   bigint,
    sha256     bytea       not null,
    octets     bigint      not null,
    name       bytea       not null, -- sealed
    unique_id  bytea       not null, -- sealed; empty for none
    message    bytea       not null, -- SHA-256 of the Message-ID
    result     text        not null,
    answer     bytea       not null, -- sealed: what the software said
    tries      integer     not null default 0,
    at         timestamptz not null,
    unique (hand_over, number, part),
    foreign key (hand_over, number) references record.carried on delete cascade
);
create index on record.receipt (account, software, sha256);
create index on record.receipt (account, message);
create index on record.receipt (id) where result in ('LAID', 'COLLECTED');
