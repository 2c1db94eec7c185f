-- Messages that somebody takes away in a file of their own, to delete exactly these once the file is whole in that person's hands.
create table hygiene.archive (
    id         bigint generated always as identity primary key,
    account    bigint      not null,
    owner      bigint      not null, -- account of the person in the room identity
    messages   bigint      not null,
    octets     bigint      not null,
    made_at    timestamptz not null,
    cleaning   bigint               -- that deleted them; null while none did
);
create index on hygiene.archive (account, owner, id);

create table hygiene.archive_part (
    archive      bigint   not null references hygiene.archive on delete cascade,
    part         integer  not null,
    grp          text     not null,
    folder       bytea    not null, -- sealed name
    uid_validity bigint   not null,
    uids         bigint[] not null,
    octets       bigint   not null,
    primary key (archive, part)
);
