-- How often a line of a run failed for a reason of its own.
alter table mailbox.run_line add column tries integer not null default 0;
