-- Each load reads those that left apart from those that are there.
create index situation_gone on directory.situation (gone_since) where gone_since is not null;
