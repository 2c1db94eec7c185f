-- Mail that Balise sends in its own name. A row is written in the caller's transaction; the text goes once the message has left.
create schema outbox;

create table outbox.message (
    id          bigint generated always as identity primary key,
    recipient   text        not null,
    purpose     text        not null,
    subject     text        not null,
    body        text        not null,
    state       text        not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed')),
    attempts    integer     not null default 0,
    queued_at   timestamptz not null,
    next_try    timestamptz not null, -- while sending: when another copy of Balise may take it over
    tried_at    timestamptz,
    finished_at timestamptz,
    failure     text
);
create index on outbox.message (next_try) where state in ('queued', 'sending');
create index on outbox.message (purpose, tried_at);
create index on outbox.message (finished_at) where finished_at is not null;
