-- Who was told that a mailbox seems unused, who opposed, what was proposed. Only added to.
create table mailbox.inactivity_evidence (
    id       bigint generated always as identity primary key,
    hosted   bigint      not null references mailbox.hosted,
    kind     text        not null check (kind in ('noticed', 'opposed', 'proposed')),
    on_day   date        not null,
    way      text,       -- by which channel, or how the holder opposed
    at       timestamptz not null,
    by_actor text        not null,
    by_name  text        not null,
    unique (hosted, kind, on_day),
    check ((kind = 'proposed') = (way is null))
);

create function mailbox.stays_as_noted() returns trigger language plpgsql as $$
begin
    raise exception 'evidence is only added to';
end $$;
create trigger stays before update or delete on mailbox.inactivity_evidence for each row execute function mailbox.stays_as_noted();
