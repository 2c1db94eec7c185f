-- Headers for software that a message carries beside the usual ones: one a line, "Name: value". They go with the text.
alter table outbox.message add column headers text not null default '';
