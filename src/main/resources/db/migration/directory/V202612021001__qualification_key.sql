-- A code is given in several types and to people of several professions, and each of these is a row of its own: which of them
-- was kept depended on the order of the file.
alter table directory.qualification
    drop constraint qualification_pkey,
    drop column row_hash;
create unique index on directory.qualification (person_id, kind, code, profession, type) nulls not distinct;
