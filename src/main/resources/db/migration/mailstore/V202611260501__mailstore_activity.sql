-- Days are those of the place where a mailbox is used. By protocol, so that each can be shown to count.
alter table mailstore.account add column zone text not null default 'Europe/Paris';

alter table mailstore.activity rename column logins to imap;
alter table mailstore.activity
    add column submission integer not null default 0,
    add column sieve      integer not null default 0,
    add column portal     integer not null default 0,
    add column recipients integer not null default 0; -- how many the messages sent were addressed to; not whom
create index activity_day on mailstore.activity (day);

-- Unread messages, counted again after each sign of life.
create table mailstore.unread (
    account    bigint      primary key references mailstore.account,
    touched_at timestamptz not null,
    counted_at timestamptz, -- null: not yet
    unread     integer,
    oldest     timestamptz  -- arrival of the oldest one; null: none
);
create index unread_waiting on mailstore.unread (touched_at) where counted_at is null or counted_at < touched_at;

-- When Balise was there to count. Between two rows nothing is known.
create table mailstore.recording (
    id    bigint generated always as identity primary key,
    since timestamptz not null,
    until timestamptz not null check (until >= since)
);

-- Minutes in which something happened that could not be counted.
create table mailstore.missed (
    at timestamptz primary key
);
