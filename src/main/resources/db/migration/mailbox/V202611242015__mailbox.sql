-- What people say of their mailboxes, what was asked of them, and what other operators were asked. Addresses are kept as keys (lower
-- case) beside the spelling that was seen; persons by their national id, since the directory may know nothing of them.
create schema mailbox;

-- Appended to, never changed: the newest row of each kind counts.
create table mailbox.statement (
    id         bigint generated always as identity primary key,
    person     text        not null,
    address    text        not null,
    display    text        not null,
    kind       text        not null check (kind in
                   ('by-hand', 'withdrawn', 'serves', 'read', 'not-read', 'not-mine', 'mine')),
    situation  bigint,     -- of the directory; null for all places
    account    bigint      not null,
    by_name    text        not null,
    at         timestamptz not null
);
create index on mailbox.statement (person, id);

-- The day on which an address was last written to, whoever asked: at most one check in seven days.
create table mailbox.check_turn (
    address text primary key,
    last_on date not null
);

create table mailbox.check_sent (
    id           bigint generated always as identity primary key,
    person       text        not null,
    address      text        not null,
    account      bigint      not null,
    by_name      text        not null,
    token_hash   bytea       not null unique,
    code_salt    bytea       not null,
    code_hash    bytea       not null,
    wrong_codes  integer     not null default 0,
    sent_at      timestamptz not null,
    expires_at   timestamptz not null,
    confirmed_at timestamptz
);
create index on mailbox.check_sent (person, address, id);

create table mailbox.request (
    id          uuid primary key,
    person      text        not null,
    address     text        not null,
    display     text        not null,
    kind        text        not null check (kind in ('depublish', 'delete', 'correct')),
    state       text        not null check (state in
                    ('awaiting', 'to-send', 'sent', 'reminded', 'observed', 'refused', 'cancelled')),
    prepared_at timestamptz not null,
    prepared_by text        not null,
    account     bigint      not null,
    seen_file   date,       -- newest mailbox file when it was prepared; null if none was loaded
    listed      boolean     not null, -- whether the directory listed what is to go
    attachments bigint[]    not null, -- the pairs that a correction is about
    every_pair  boolean     not null, -- whether all of them must go, or one is enough
    sent_on     date,
    reminded_on date,
    reminders   integer     not null default 0,
    decided_on  date,
    reason      text,
    file        date        -- the file in which it was observed
);
create index on mailbox.request (person);
create index on mailbox.request (state, id);
-- Two people who press at once get the same request.
create unique index request_open on mailbox.request (person, address, kind) where state not in ('observed', 'cancelled');

create table mailbox.request_act (
    id      bigint generated always as identity primary key,
    request uuid        not null references mailbox.request,
    act     text        not null check (act in
                ('prepared', 'approved', 'sent', 'reminded', 'observed', 'refused', 'cancelled')),
    at      timestamptz not null,
    by_name text        not null, -- empty for what Balise saw itself
    file    date
);
create index on mailbox.request_act (request);

-- "Pas concerné".
create table mailbox.dismissal (
    person  text        not null,
    finding text        not null,
    facts   text        not null,
    reason  text        not null,
    account bigint      not null,
    by_name text        not null,
    at      timestamptz not null,
    primary key (person, finding)
);

create table mailbox.operator_sheet (
    id          bigint generated always as identity primary key,
    name        text not null,
    support     text,
    form        text,
    hospital_it text,
    delay_days  integer check (delay_days > 0),
    procedure   text,
    verified_on date
);

create table mailbox.operator_domain (
    domain text primary key,
    sheet  bigint not null references mailbox.operator_sheet on delete cascade
);
create index on mailbox.operator_domain (sheet);

-- Known for certain: name and domains. Contacts, delays and procedures are for staff to fill in.
with sheet as (
    insert into mailbox.operator_sheet (name) values
        ('Mailiz (Ordres des professions de santé)'),
        ('Mon espace santé (Caisse nationale de l’Assurance maladie)'),
        ('Apicrypt (passerelle MSSanté)')
    returning id, name
)
insert into mailbox.operator_domain (domain, sheet)
select known.domain, sheet.id
  from sheet
  join (values ('medecin.mssante.fr', 'Mailiz'),
               ('infirmier.mssante.fr', 'Mailiz'),
               ('pro.mssante.fr', 'Mailiz'),
               ('patient.mssante.fr', 'Mon espace santé'),
               ('interop-mssante.apicrypt.org', 'Apicrypt'),
               ('mssante.apicrypt.org', 'Apicrypt')) as known (domain, operator)
    on sheet.name like known.operator || '%';
