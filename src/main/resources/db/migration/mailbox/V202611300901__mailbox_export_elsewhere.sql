-- An export may also be of a mailbox at another operator, which the owner of the export connected.
alter table mailbox.export alter column hosted drop not null;
alter table mailbox.export
    add box text, -- the name of it that its holder alone resolves
    add elsewhere text, -- its address
    add constraint export_one_source check ((hosted is null) = (elsewhere is not null) and (box is null) = (elsewhere is null));
create index on mailbox.export (box, id) where gone_at is null;
