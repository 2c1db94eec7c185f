-- What staff do to many mailboxes at once: looked at first, then done, each line once.
create table mailbox.run (
    id            bigint generated always as identity primary key,
    kind          text        not null check (kind in ('open', 'depublish', 'suspend', 'resume', 'close', 'propose')),
    reason        text        not null,
    state         text        not null check (state in ('checking', 'ready', 'running', 'paused', 'cancelled', 'done')),
    made_at       timestamptz not null,
    made_by       text        not null,
    made_by_name  text        not null,
    started_by    text,                  -- for closing never the one who made it
    started_name  text,
    started_at    timestamptz,
    ended_at      timestamptz,
    leased_until  timestamptz not null default '-infinity' -- one copy of Balise works on it at a time
);

create table mailbox.run_line (
    run     bigint  not null references mailbox.run,
    n       integer not null,
    hosted  bigint,                -- null where a mailbox is to be opened, or none was found
    wish    text[],                -- what the file says, for opening
    looked  text,                  -- possible, same, refused
    opens   text,                  -- key of the address that this line will open
    outcome text,                  -- done, same, refused
    told    text,                  -- a sentence for the screen, from whichever came last
    primary key (run, n)
);
create index on mailbox.run_line (run, n) where looked is null;
create index on mailbox.run_line (run, n) where outcome is null;
create index on mailbox.run_line (run, opens) where opens is not null;

-- Closing that staff propose to whoever holds the mailbox. Nothing closes by it.
create table mailbox.proposal (
    id          bigint generated always as identity primary key,
    hosted      bigint      not null references mailbox.hosted,
    reason      text        not null,
    proposed_at timestamptz not null,
    proposed_by text        not null,
    by_name     text        not null,
    answered_at timestamptz,
    unique (hosted, reason)
);
create index on mailbox.proposal (hosted) where answered_at is null;
