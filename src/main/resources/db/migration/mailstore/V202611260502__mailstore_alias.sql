-- Addresses that every domain owes, by the settings at each start.
comment on table mailstore.alias is 'constant';
