create schema if not exists identity;

-- A person who logged in, or was named before: never a shared login. Ids are never given out twice.
create table identity.account (
    id            bigint generated always as identity primary key,
    national_id   text unique,             -- idNatPS; null for people without one
    issuer        text,                    -- for people without national id: which provider knows them,
    subject       text,                    -- and under which number
    name          text        not null,
    operator      boolean     not null default false,
    created_at    timestamptz not null,
    last_login_at timestamptz,
    unique (issuer, subject),
    check (national_id is not null or (issuer is not null and subject is not null))
);

-- Who manages the service mailboxes of which structure.
create table identity.manager (
    id         bigint generated always as identity primary key,
    account    bigint      not null references identity.account,
    structure  text        not null,       -- idNat_Struct
    granted_by text        not null,
    granted_at timestamptz not null,
    revoked_at timestamptz
);
create unique index manager_now on identity.manager (account, structure) where revoked_at is null;

-- Invited, then accepted by one account, until it ends or is revoked.
create table identity.delegation (
    id          bigint generated always as identity primary key,
    holder      bigint      not null references identity.account,
    invited     text        not null,      -- the name that the holder typed
    token_hash  bytea       not null unique,
    invited_at  timestamptz not null,
    open_until  timestamptz not null,      -- the invitation can be accepted before
    delegate    bigint references identity.account,
    accepted_at timestamptz,
    ends_on     date,                      -- last day, inclusive; null for until revoked
    revoked_at  timestamptz,
    check ((delegate is null) = (accepted_at is null)),
    check (delegate <> holder)
);
create index delegation_of on identity.delegation (delegate);
create index delegation_by on identity.delegation (holder);

-- Keys of programs. The secret has at least 128 random bits: a plain hash cannot be turned back.
create table identity.api_key (
    id           bigint generated always as identity primary key,
    name         text        not null,
    prefix       text        not null,     -- the first letters of the secret, to recognise it by
    hash         bytea       not null unique,
    domains      text[]      not null,
    every_domain boolean     not null,
    issued_at    timestamptz not null,
    revoked_at   timestamptz
);

-- Web sessions, in the form that Spring Session asks for.
create table identity.spring_session (
    primary_id            char(36)     not null primary key,
    session_id            char(36)     not null unique,
    creation_time         bigint       not null,
    last_access_time      bigint       not null,
    max_inactive_interval int          not null,
    expiry_time           bigint       not null,
    principal_name        varchar(100)
);
create index spring_session_expiry on identity.spring_session (expiry_time);
create index spring_session_principal on identity.spring_session (principal_name);

create table identity.spring_session_attributes (
    session_primary_id char(36)     not null references identity.spring_session (primary_id) on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    primary key (session_primary_id, attribute_name)
);
