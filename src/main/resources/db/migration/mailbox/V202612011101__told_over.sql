-- Whether the servers were told that the time is over for which senders learn the new address of an erased mailbox.
alter table mailbox.tombstone add column told_over boolean not null default false;
create index on mailbox.tombstone (told_until) where not told_over and told_until is not null;
