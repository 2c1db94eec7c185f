-- "KO Intégration": somebody's software could not file a document, and said so afterwards. What could tell of people is sealed.
create table record.failure (
    id           bigint generated always as identity primary key,
    account      bigint      not null,
    notice       bytea       not null, -- SHA-256 of its own Message-ID, or of where it lay
    message      bytea,                -- SHA-256 of the Message-ID of which it speaks; null where it does not say
    own          boolean     not null, -- of what came into this mailbox, not of what left it
    receipts     integer     not null, -- how many documents stand differently for it
    code         text        not null,
    words        bytea       not null, -- sealed
    sender       bytea       not null, -- sealed
    title        bytea       not null, -- sealed
    folder       bytea       not null, -- sealed
    uid_validity bigint      not null,
    uid          bigint      not null,
    received_at  timestamptz not null,
    settled_at   timestamptz,
    settled_by   text,
    unique (account, notice)
);
create index on record.failure (account, uid_validity, uid);
create index on record.failure (account, message);

-- What the software of whoever reads a mailbox does with documents, as that person said. Never a proof.
create table record.habit (
    account bigint primary key,
    habit   text        not null,
    by_name text        not null,
    said_at timestamptz not null
);
