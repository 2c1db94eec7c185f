-- Unread messages of the inbox as last counted on a day. A day without a row is as the one before it: a row is written when a count is.
create table mailstore.unread_day (
    account bigint  not null references mailstore.account,
    day     date    not null,
    unread  integer not null check (unread >= 0),
    oldest  date, -- day on which the oldest of them arrived; null: none
    primary key (account, day)
);
create index unread_day_day on mailstore.unread_day (day);

-- Days of one mailbox on which something changed that no event told of.
create table mailstore.untold (
    account bigint not null references mailstore.account,
    day     date   not null,
    primary key (account, day)
);
create index untold_day on mailstore.untold (day);

-- The inbox as it was at the last daily comparison, with what had been counted by then.
alter table mailstore.unread
    add column session_at    timestamptz, -- last sign of life that was more than a delivery
    add column base_at       timestamptz,
    add column base_validity bigint,
    add column base_next     bigint,
    add column base_modseq   bigint,
    add column base_unread   integer,
    add column base_day      date,
    add column base_received integer; -- on that day
