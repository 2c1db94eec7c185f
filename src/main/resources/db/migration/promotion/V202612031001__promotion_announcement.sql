-- Each time a holder told correspondents which mailbox to write to: how many, not whom. The link of all these messages is the same one, so
-- that "C'est noté" says how many, and never who.
create table promotion.announcement (
    id        bigint generated always as identity primary key,
    person    bigint      not null,
    situation bigint,                  -- null: all places
    address   text        not null,    -- the one that was told, in lower case
    token     text        not null unique,
    source    text        not null check (source in ('mailboxes', 'book')),
    messages  integer     not null check (messages > 0),
    noted     integer     not null default 0 check (noted between 0 and messages),
    at        timestamptz not null,
    said_by   bigint      not null     -- account
);
create index announcement_of on promotion.announcement (person, at);
