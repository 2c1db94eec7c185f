-- A demo that starts over empties every table but those whose comment begins with this word: migrations filled them, and nothing else does.
comment on table directory.hash_seed is 'constant';
