-- By which channel a holder wants to be told that a mailbox seems unused. No row: in the mailbox itself.
create table mailbox.notice_channel (
    hosted  bigint      primary key references mailbox.hosted,
    channel text        not null check (channel in ('mailbox', 'other-mail', 'letter', 'telephone')),
    address text,
    at      timestamptz not null,
    check ((channel = 'other-mail') = (address is not null))
);
