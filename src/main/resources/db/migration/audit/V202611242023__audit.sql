create schema if not exists audit;

-- One row per sensitive act, written in the transaction of the act. Never changed.
create table audit.entry (
    id     bigint generated always as identity primary key,
    at     timestamptz not null,
    actor  text        not null,
    action text        not null,
    target text        not null,
    before text        not null, -- JSON objects with their names in order: they are sealed as they stand
    after  text        not null
);
create index entry_at on audit.entry (at, id);
create index entry_action on audit.entry (action, id);

-- Entries that wait for their seal: written with the entry, removed with the sealing.
create table audit.unsealed (entry bigint primary key);

-- The chain: each seal covers its entry and the seal before it. No foreign key: what is missing must be seen, not prevented.
create table audit.seal (
    position bigint primary key,
    entry    bigint not null unique,
    hash     bytea  not null
);

-- Where the chain begins: a random start, or the last seal that retention removed.
create table audit.chain (
    one      boolean primary key default true check (one),
    id       uuid        not null,
    begun_at timestamptz not null,
    position bigint      not null, -- of the seal before the first one kept
    hash     bytea       not null  -- its hash
);

create function audit.keep() returns trigger language plpgsql as $$
begin
    if current_setting('balise.audit_retention', true) = 'on' then return old; end if;
    raise exception 'the audit is never changed';
end $$;

create trigger keep_entries before update or delete on audit.entry for each row execute function audit.keep();
create trigger keep_seals before update or delete on audit.seal for each row execute function audit.keep();
