-- An export of some messages only: which, the room that ordered it knows. Null for everything.
alter table mailbox.export
    add selection bigint;
create index on mailbox.export (selection) where selection is not null;
