-- Since when a pair of address and carrier is listed without a break: null for since first_seen. A file that has a pair again and Balise
-- that lists one again write it; what came back before this column was there is told by its history.
alter table directory.attachment
    add listed_since date;
update directory.attachment a set listed_since = back.on_date
  from (select entity_id, max(on_date) on_date from directory.history where entity = 'attachment' and what = 'reappeared' group by entity_id) back
 where back.entity_id = a.id;
