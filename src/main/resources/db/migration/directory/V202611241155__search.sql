-- What the search index asks every few seconds, and after every load.
create index on directory.history (load_id);
create index on directory.attachment (updated_at) where source = 'local';
create index on directory.attachment (address_id) where unlisted;
