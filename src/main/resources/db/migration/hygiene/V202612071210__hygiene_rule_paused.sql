-- Whoever made the rule has no right to the mailbox any more: it waits for whoever has.
alter table hygiene.rule add column paused_at timestamptz;
