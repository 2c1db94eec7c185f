-- Copies of everything that a mailbox holds into another one. Here is nothing of the mail: names of folders may be names of patients.
create table mailbox.copy (
    id         bigint generated always as identity primary key,
    source     text        not null, -- mailbox:12
    target     bigint      not null, -- hosted
    owner      bigint      not null, -- account
    by_actor   text        not null,
    by_name    text        not null,
    job        bigint      not null default 0,
    created_at timestamptz not null,
    done_at    timestamptz, -- everything is there
    messages   bigint      not null default 0,
    octets     bigint      not null default 0
);
create index on mailbox.copy (source, id);

-- How far each folder is copied. It outlives the order: a second one copies what is new.
create table mailbox.copied_folder (
    source          text   not null,
    target          bigint not null,
    folder          bytea  not null, -- SHA-256 of its name
    validity        bigint not null, -- UIDVALIDITY of the source
    through         bigint not null, -- UID up to which all is in the target
    target_validity bigint not null,
    target_next     bigint not null, -- what stands in the target from this UID on may have been put there without being noted
    messages        bigint not null,
    octets          bigint not null,
    primary key (source, target, folder, validity)
);
