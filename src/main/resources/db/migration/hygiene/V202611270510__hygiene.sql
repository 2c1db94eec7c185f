-- What is known of the messages of hosted mailboxes: sizes, dates, senders, kinds and names of attachments, no subject and no text. Senders
-- and names are sealed with a key that is not in the database; everything goes with the mailbox.
create schema hygiene;

create table hygiene.shelf (
    account      bigint  not null,
    folder       integer not null, -- numbered by Balise, never reused in a mailbox
    name         bytea   not null, -- sealed: folders are named after patients
    use          text    not null,
    uid_validity bigint  not null,
    listed_to    bigint  not null, -- highest UID that was told
    mod_seq      bigint  not null, -- as of which flags are known; 0: all are asked for again
    messages     bigint  not null,
    octets       bigint  not null,
    form         integer not null, -- of its chunks: those of another version of Balise are taken anew
    primary key (account, folder)
);

create sequence hygiene.version;

-- Messages of a folder, 4,096 UIDs in a row together.
create table hygiene.chunk (
    account  bigint  not null,
    folder   integer not null,
    number   bigint  not null,
    version  bigint  not null default nextval('hygiene.version'),
    messages integer not null,
    octets   bigint  not null,
    sealed   bytea   not null,
    primary key (account, folder, number),
    foreign key (account, folder) references hygiene.shelf on delete cascade
);

create table hygiene.taken (
    account  bigint      primary key,
    taken_at timestamptz not null
);

-- How large mailboxes were, by day: what the forecast is made of.
create table hygiene.weight (
    account bigint not null,
    day     date   not null,
    octets  bigint not null,
    primary key (account, day)
);

-- A clean-up: what it took away can be taken back for a time.
create table hygiene.cleaning (
    id            bigint generated always as identity primary key,
    account       bigint      not null,
    owner         bigint      not null, -- account of the person in the room identity
    owner_name    text        not null,
    job           bigint,
    undo_job      bigint,
    messages      bigint      not null,
    octets        bigint      not null,
    reason        text        not null default '',
    ordered_at    timestamptz not null,
    done_at       timestamptz,
    recover_until timestamptz,
    gone_at       timestamptz
);
create index on hygiene.cleaning (account, id);
create index on hygiene.cleaning (recover_until) where gone_at is null;

create table hygiene.cleaning_part (
    cleaning     bigint   not null references hygiene.cleaning,
    part         integer  not null,
    grp          text     not null,
    folder       bytea    not null, -- sealed name
    uid_validity bigint   not null,
    uids         bigint[] not null,
    octets       bigint   not null,
    back_at      timestamptz,
    primary key (cleaning, part)
);

-- Five documents drawn at random, to be opened before somebody attests a whole group.
create table hygiene.sample (
    account      bigint      not null,
    owner        bigint      not null,
    grp          text        not null,
    folder       integer     not null,
    uid          bigint      not null,
    drawn_at     timestamptz not null,
    opened_at    timestamptz,
    primary key (account, owner, grp, folder, uid)
);

create table hygiene.attestation (
    id         bigint generated always as identity primary key,
    account    bigint      not null,
    owner      bigint      not null,
    owner_name text        not null,
    grp        text        not null,
    messages   bigint      not null,
    at         timestamptz not null
);
create index on hygiene.attestation (account, id);
