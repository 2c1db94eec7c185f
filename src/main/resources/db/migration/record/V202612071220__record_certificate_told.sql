-- Of which client certificate of which software staff were told that it ends, and how many days before.
create table record.certificate_told (
    software  bigint      not null references record.software,
    ends_at   timestamptz not null,
    days      integer     not null,
    told_at   timestamptz not null,
    primary key (software, ends_at, days)
);
