-- A moment, not a day: the days between two checks are counted where the mailbox is read, and that may be any zone.
alter table mailbox.check_turn add last_at timestamptz;
update mailbox.check_turn set last_at = (last_on + time '12:00') at time zone 'Europe/Paris';
alter table mailbox.check_turn alter last_at set not null, drop column last_on;

-- A shared mailbox is asked about by whoever shares it.
create index on mailbox.check_sent (address) where confirmed_at is not null;
