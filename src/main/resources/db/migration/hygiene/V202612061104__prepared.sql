-- A clean-up that somebody prepared for the holder, who decides. One at a time for each mailbox.
create table hygiene.preparation (
    id          bigint generated always as identity primary key,
    account     bigint      not null,
    preparer    bigint      not null, -- account of the person in the room identity
    name        text        not null,
    groups      text[]      not null,
    messages    bigint      not null, -- as that person was shown them
    octets      bigint      not null,
    prepared_at timestamptz not null,
    expires_at  timestamptz not null,
    ended_at    timestamptz,
    ended       text                  -- APPROVED, REFUSED, WITHDRAWN, REPLACED
);
create unique index on hygiene.preparation (account) where ended_at is null;
