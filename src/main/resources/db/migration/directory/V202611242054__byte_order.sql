-- National numbers and addresses are compared byte by byte: sorting them by the rules of a language only makes indexes slower.
alter table directory.person
    alter column national_id type text collate "C",
    alter column rpps type text collate "C";
alter table directory.structure
    alter column national_id type text collate "C",
    alter column finess type text collate "C",
    alter column siret type text collate "C";
alter table directory.address
    alter column key type text collate "C",
    alter column domain type text collate "C";
alter table directory.qualification
    alter column code type text collate "C";
