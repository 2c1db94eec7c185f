-- Messages whose attachments were replaced by a short text. The originals wait in the recoverable folders until recover_until.
create table hygiene.lightening (
    id            bigint generated always as identity primary key,
    account       bigint      not null,
    owner         bigint      not null, -- account of the person in the room identity
    owner_name    text        not null,
    reason        text        not null,
    job           bigint,
    undo_job      bigint,
    ordered_at    timestamptz not null,
    done_at       timestamptz,
    recover_until timestamptz,
    gone_at       timestamptz
);
create index on hygiene.lightening (account, id);
create index on hygiene.lightening (recover_until) where gone_at is null;

create table hygiene.lightened (
    lightening   bigint  not null references hygiene.lightening on delete cascade,
    number       integer not null,
    folder       bytea   not null, -- sealed name
    uid_validity bigint  not null,
    uid          bigint  not null,
    state        text    not null,
    octets       bigint  not null, -- of the message before
    light        bigint  not null default 0, -- of the message after
    pieces       integer not null default 0, -- how many attachments were replaced
    copy_uid     bigint  not null default 0, -- of the light copy that goes while the message comes back
    primary key (lightening, number)
);
