-- Dovecot's question about a mailbox, at each delivery and each login. As a function its plan is made once for each connection, not once for each
-- question: a third of the work (decision 0234). The script of the system is named only where there is one, so that others are not asked about it.
create function mailstore.userdb(account bigint, arrives boolean) returns text
    language plpgsql stable security definer set search_path = mailstore, pg_temp as $$
begin
    return (select json_strip_nulls(json_build_object(
                       'home', p.mail_root || '/' || a.id,
                       'quota_rule', '*:bytes=' || a.quota_bytes + case when arrives and not f.reserve_over then a.reserve_bytes else 0 end,
                       'quota_rule2', 'Trash:bytes=+' || a.quota_bytes + a.reserve_bytes,
                       'quota_rule3', 'Recuperable/*:ignore',
                       'sieve_before', case when exists (select from sieve s where s.account = a.id)
                                            then 'dict:proxy::accounts;name=system' end))::text
              from account a join full_account f on f.id = a.id cross join place p
             where a.id = userdb.account);
end $$;
revoke execute on function mailstore.userdb from public;
do $$ begin
    if exists (select from pg_roles where rolname = 'balise_dovecot') then
        grant execute on function mailstore.userdb to balise_dovecot;
    end if;
end $$;

create or replace view mailstore.dovecot_userdb as
select s.service, a.address_key as username, mailstore.userdb(a.id, s.arrives) as value
  from mailstore.account a
 cross join (values ('imap', false), ('sieve', false), ('doveadm', false), ('smtp', false), ('lmtp', true), ('quota-status', true))
       as s(service, arrives)
 where a.erased_at is null and (a.refusal is null or s.service not in ('lmtp', 'quota-status'));

-- What Dovecot writes is not waited for: a crash of the server loses half a second of these figures, which the next change of the mailbox writes
-- again. Where Balise judges a row anew, the rest of its transaction is.
create or replace function mailstore.note_full() returns trigger language plpgsql security definer set search_path = mailstore as $$
begin
    if session_user = 'balise_dovecot' then perform set_config('synchronous_commit', 'off', true); end if;
    if new.bytes < (select quota_bytes from mailstore.account where address_key = new.username)
        then new.full_since := null;
    elsif new.full_since is null then new.full_since := now();
    end if;
    return new;
end $$;

-- What senders are told of a mailbox that takes no mail [RFC5321 4.2.3] [RFC3463 3.2]. A mailbox that two messages of the largest size may fill,
-- or of which nothing is known yet, is looked at by Dovecot itself (nearly_full in main.cf); all others need no such look. A view of its own: a
-- Postfix that still runs with the configuration of before does not know that word, and asks postfix_recipient.
create view mailstore.postfix_arrival as
select a.address_key as address,
       case when a.erased_at is not null or a.refusal is not null then coalesce(a.refusal, '550 5.1.1 No such mailbox')
            else 'nearly_full' end as action
  from mailstore.account a left join mailstore.usage u on u.username = a.address_key
 where a.refusal is not null or a.erased_at is not null or u.bytes is null or u.bytes + 2 * 41943040 > a.quota_bytes;
do $$ begin
    if exists (select from pg_roles where rolname = 'balise_postfix') then
        grant select on mailstore.postfix_arrival to balise_postfix;
    end if;
end $$;
