-- Mailboxes at other operators as the last session of their holder saw them: sums, no message. Goes with what opens the mailbox.
create table hygiene.photo (
    id          bigint generated always as identity primary key,
    account     bigint      not null,           -- account of the person in the room identity: nobody else sees the row
    person      text        not null,           -- whose mailbox it is, until it is said not to be
    mailbox     text        not null,
    mailbox_key text        not null,
    used        bigint      not null default 0,
    quota       bigint      not null default 0, -- 0: its operator does not tell
    seen_at     timestamptz,
    picture     bytea,                          -- sealed: folders are named after patients
    taken_at    timestamptz,
    midway      bytea,                          -- sealed: a look that goes on
    unique (account, mailbox_key)
);
