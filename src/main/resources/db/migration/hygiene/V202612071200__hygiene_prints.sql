-- How many messages of these hold documents that were not read yet: read once, to know the same documents again in another message.
alter table hygiene.chunk add column awaiting integer not null default 0;
create index on hygiene.chunk (account) where awaiting > 0;
