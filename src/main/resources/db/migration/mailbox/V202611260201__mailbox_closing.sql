-- That a structure agreed to mail leaving one of its mailboxes. Only added to.
create table mailbox.transfer_agreement (
    hosted    bigint      not null references mailbox.hosted,
    use       text        not null check (use in ('export', 'copy', 'forwarding')),
    reference text        not null,
    at        timestamptz not null,
    by_actor  text        not null,
    by_name   text        not null,
    primary key (hosted, use)
);

-- What somebody with the right to prepare has prepared: the form as it was filled in. Gone once it was decided.
create table mailbox.closing_draft (
    id       uuid        primary key,
    hosted   bigint      not null references mailbox.hosted,
    kind     text        not null check (kind in ('depublish', 'request-deletion')),
    form     jsonb       not null,
    at       timestamptz not null,
    by_actor text        not null,
    by_name  text        not null,
    unique (hosted, kind)
);

-- Who was told of the new address, as a digest: who writes to whom is kept nowhere. One row is one message.
create table mailbox.notice_sent (
    hosted      bigint      not null references mailbox.hosted,
    new_address text        not null,
    digest      bytea       not null,
    at          timestamptz not null,
    primary key (hosted, new_address, digest)
);

-- Which reminder of the waiting time was sent.
create table mailbox.closing_reminder (
    hosted      bigint  not null references mailbox.hosted,
    erase_on    date    not null,
    days_before integer not null,
    at          timestamptz not null,
    primary key (hosted, erase_on, days_before)
);
