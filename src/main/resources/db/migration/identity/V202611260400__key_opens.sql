-- Keys that may have mailboxes opened: none of those that were given before.
alter table identity.api_key add column opens boolean not null default false;
