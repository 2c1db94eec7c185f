-- Files with everything that a mailbox holds. The mail itself is in the folder of exports; here is nothing of it.
create table mailbox.export (
    id               bigint generated always as identity primary key,
    hosted           bigint      not null,
    owner            bigint      not null, -- account
    job              bigint      not null default 0,
    folder           text        not null unique,
    encrypted        boolean     not null,
    sealed           bytea, -- the passphrase under the installation's key, while the file is being made
    with_mbox        boolean     not null,
    with_attachments boolean     not null,
    created_at       timestamptz not null,
    size             bigint      not null default 0,
    ready_until      timestamptz,
    sent             bigint      not null default 0, -- octets downloaded without a gap
    gone_at          timestamptz
);
create index on mailbox.export (hosted, id) where gone_at is null;
