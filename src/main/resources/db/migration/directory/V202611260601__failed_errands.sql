-- Staff look at the failed ones, which are few, in the order of their statements.
create index on directory.errand (attachment_id) where state = 'failed';
