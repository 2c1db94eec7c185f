-- What was deleted and can be taken back does not count against the quota: the folder is Balise's own.
create or replace view mailstore.dovecot_userdb as
select s.service, a.address_key as username, json_build_object(
           'home', p.mail_root || '/' || a.id,
           'quota_rule', '*:bytes=' || a.quota_bytes
               + case when s.arrives and not f.reserve_over then a.reserve_bytes else 0 end,
           'quota_rule2', 'Trash:bytes=+' || a.quota_bytes + a.reserve_bytes,
           'quota_rule3', 'Recuperable/*:ignore')::text as value
  from mailstore.account a
  join mailstore.full_account f on f.id = a.id
 cross join mailstore.place p
 cross join (values ('imap', false), ('sieve', false), ('doveadm', false), ('smtp', false), ('lmtp', true), ('quota-status', true))
       as s(service, arrives)
 where a.erased_at is null and (a.refusal is null or s.service not in ('lmtp', 'quota-status'));
