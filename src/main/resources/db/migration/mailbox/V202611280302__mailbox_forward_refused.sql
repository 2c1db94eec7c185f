-- That a filter of the holder wanted to redirect mail to where it may not go. Where to is not kept: the filter says it.
create table mailbox.forward_refused (
    hosted  bigint primary key references mailbox.hosted,
    told_at timestamptz not null -- when its holder was told
);
