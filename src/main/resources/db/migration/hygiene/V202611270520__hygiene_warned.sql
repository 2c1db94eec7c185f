-- Of which level somebody was warned, since the mailbox was last below it.
create table hygiene.warned (
    account bigint      not null,
    level   integer     not null,
    at      timestamptz not null,
    primary key (account, level)
);
