-- After a restore: a mailbox that the journal knows to be erased, and whose number or address belongs to another one. Staff must look.
create table mailbox.erasure_conflict (
    erased     bigint      primary key,
    address    text        not null,
    erased_at  timestamptz not null,
    found_at   timestamptz not null,
    settled_at timestamptz,
    settled_by text,
    settled_by_name text,
    reason     text,
    check ((settled_at is null) = (settled_by is null))
);
