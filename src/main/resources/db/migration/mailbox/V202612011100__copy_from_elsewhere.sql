-- Copies from a mailbox that another operator holds: its source is box: and twenty characters, its address stands here.
alter table mailbox.copy add column elsewhere text;
