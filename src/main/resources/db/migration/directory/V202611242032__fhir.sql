-- Search by name reads a range of keys; id and national_id stand in the index so that most of it never visits the table.
drop index directory.person_name_key_idx;
create index person_name on directory.person (name_key text_pattern_ops) include (id, national_id) where gone_since is null;
create index person_given on directory.person (substr(name_key, length(family) + 2) text_pattern_ops) where gone_since is null;

-- One spelling of names of structures and towns: lower case, no accents, spaces for signs. Immutable, so that it can be indexed.
create function directory.plain(text) returns text language sql immutable strict parallel safe
return translate(lower($1), 'àâäáãåçéèêëíîïìñóôöòõúûüùýÿÀÂÄÁÃÅÇÉÈÊËÍÎÏÌÑÓÔÖÒÕÚÛÜÙÝŸ-''’./',
                            'aaaaaaceeeeiiiinooooouuuuyyaaaaaaceeeeiiiinooooouuuuyy     ');
create index structure_plain_name on directory.structure (directory.plain(name) text_pattern_ops);
create index structure_plain_brand on directory.structure (directory.plain(brand) text_pattern_ops) where brand is not null;
create index structure_plain_city on directory.structure (directory.plain(city) text_pattern_ops);
create index structure_postcode on directory.structure (postcode text_pattern_ops);
create index structure_finess_legal on directory.structure (finess_legal) where finess_legal is not null;
create index structure_siren on directory.structure (siren) where siren is not null;
create index structure_technical on directory.structure (technical_id) where technical_id is not null;

-- For "what changed since": almost free to keep, because what is written last stands last.
create index person_updated on directory.person using brin (updated_at);
create index situation_updated on directory.situation using brin (updated_at);
create index structure_updated on directory.structure using brin (updated_at);
create index address_updated on directory.address using brin (updated_at);
create index attachment_updated on directory.attachment using brin (updated_at);

-- Seals links to next pages; one key for all copies of Balise.
create table directory.link_key (
    one boolean primary key default true check (one),
    key bytea   not null check (length(key) = 32)
);
