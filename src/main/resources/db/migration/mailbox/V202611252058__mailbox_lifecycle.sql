-- The mailboxes that this installation holds, and their closing. Rows are never deleted: an address that was ever given stays taken.
create table mailbox.hosted (
    id                   bigint generated always as identity primary key,
    address              text        not null unique, -- key (lower case), for ever
    display              text        not null,
    type                 text        not null check (type in ('PER', 'ORG', 'APP', 'CAB')),
    owner                text        not null,        -- person:… or structure:…
    situation            bigint,                      -- of the directory; null for all places
    zone                 text        not null,
    opened_at            timestamptz not null,
    state                text        not null check (state in ('active', 'depublished', 'retrieval-only', 'erased')),
    since                timestamptz not null,
    version              bigint      not null default 0,
    in_line              bigint      not null default -1, -- the version that the mail engine last obeyed
    depublished_at       timestamptz,
    depublished_by       text,
    depublished_by_name  text,
    requested_by         text,
    requested_by_name    text,
    earliest_on          date,
    erase_on             date,
    told_to              text,
    retrieved_how        text check (retrieved_how in ('said', 'exported', 'copied')),
    retrieved_at         timestamptz,
    retrieved_by         text,
    retrieved_by_name    text,
    check ((state in ('depublished', 'retrieval-only')) = (depublished_at is not null)),
    check ((state = 'retrieval-only') = (erase_on is not null)),
    check (erase_on >= earliest_on),
    check (state <> 'erased' or retrieved_at is not null),
    check (state <> 'active' or retrieved_at is null)
);
create index on mailbox.hosted (owner);
create index on mailbox.hosted (erase_on) where state = 'retrieval-only';
create index on mailbox.hosted (id) where in_line < version;

-- What senders are answered; kept while the deletion can be taken back.
create table mailbox.reply (
    hosted      bigint primary key references mailbox.hosted,
    new_address text    not null,
    french      text    not null,
    english     text    not null,
    fate        text    not null check (fate in ('not-read', 'copied')),
    from_on     date    not null,
    until_on    date,
    every_days  integer not null check (every_days between 1 and 365),
    patients    boolean not null
);

-- Holds, and the suspension of the holder's access.
create table mailbox.measure (
    id            bigint generated always as identity primary key,
    hosted        bigint      not null references mailbox.hosted,
    kind          text        not null check (kind in ('legal', 'incident', 'suspension')),
    reason        text        not null,
    since         timestamptz not null,
    by_actor      text        not null,
    by_name       text        not null,
    ended_at      timestamptz,
    ended_by      text,
    ended_by_name text
);
create unique index measure_standing on mailbox.measure (hosted, kind) where ended_at is null;

create table mailbox.tombstone (
    address    text primary key,
    hosted     bigint      not null unique references mailbox.hosted,
    owner      text        not null,
    erased_at  timestamptz not null,
    told_to    text,
    told_until date,
    check ((told_to is null) = (told_until is null))
);

-- Every change, in order; nothing of what the mailbox holds.
create table mailbox.hosted_act (
    id       bigint generated always as identity primary key,
    hosted   bigint      not null references mailbox.hosted,
    act      text        not null,
    state    text        not null,
    version  bigint      not null,
    at       timestamptz not null,
    by_actor text        not null,
    by_name  text        not null, -- empty for what Balise did itself
    unique (hosted, version)
);

-- Whoever got an address after someone else would receive patients' mail.
create function mailbox.never_again() returns trigger language plpgsql as $$
begin
    raise exception 'an address that was given stays with its first owner';
end $$;
create trigger stays before delete on mailbox.hosted for each row execute function mailbox.never_again();
create trigger stays before delete on mailbox.tombstone for each row execute function mailbox.never_again();
create trigger keeps before update on mailbox.hosted for each row
    when (old.address is distinct from new.address or old.owner is distinct from new.owner)
    execute function mailbox.never_again();
create trigger keeps before update on mailbox.tombstone for each row
    when (old.address is distinct from new.address or old.owner is distinct from new.owner or old.hosted is distinct from new.hosted)
    execute function mailbox.never_again();
create trigger final before update on mailbox.hosted for each row
    when (old.state = 'erased' and new.state <> 'erased')
    execute function mailbox.never_again();
