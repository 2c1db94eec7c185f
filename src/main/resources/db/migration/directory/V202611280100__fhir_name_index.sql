-- What tells whether a person may be shown looks at gone_since as well: with it in the index, a search by name never visits the table.
drop index directory.person_name;
create index person_name on directory.person (name_key text_pattern_ops) include (id, national_id, gone_since) where gone_since is null;
