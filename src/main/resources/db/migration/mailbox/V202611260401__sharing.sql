-- Who may open a hosted mailbox beside its owner. A row is only ended, never taken away.
create table mailbox.share (
    id          bigint generated always as identity primary key,
    hosted      bigint      not null references mailbox.hosted,
    name        text        not null,            -- as whoever shares typed it
    level       text        not null check (level in ('read', 'manage', 'responsible')),
    may_send    boolean     not null,
    token       bytea       not null unique,     -- hash of the link
    open_until  timestamptz not null,
    ends_on     date,                            -- last day, inclusive
    made_at     timestamptz not null,
    made_by     text        not null,
    account     bigint,                          -- who accepted, in the room identity
    accepted_at timestamptz,
    ended_at    timestamptz,
    ended_by    text,
    check ((account is null) = (accepted_at is null))
);
create index on mailbox.share (hosted);
create index on mailbox.share (account) where ended_at is null;
create index on mailbox.share (ends_on) where ended_at is null and account is not null;

-- Who answers for a service mailbox, as the structure says; the newest row counts.
create table mailbox.responsible (
    id        bigint generated always as identity primary key,
    address   text        not null, -- key
    structure text        not null, -- idNat_Struct
    name      text        not null, -- empty: nobody any more
    said_at   timestamptz not null,
    said_by   text        not null,
    by_name   text        not null
);
create index on mailbox.responsible (structure, address, id);
