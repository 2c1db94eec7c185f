-- What an active mailbox that is not the preferred one tells its senders, where its holder wished it. Goes with the mailbox.
create table mailbox.pointer (
    hosted      bigint      primary key references mailbox.hosted,
    new_address text        not null, -- the preferred mailbox
    french      text        not null,
    english     text        not null,
    from_on     date        not null,
    at          timestamptz not null,
    by_actor    text        not null
);
