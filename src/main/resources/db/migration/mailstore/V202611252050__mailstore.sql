-- The hosted mailboxes, and what Dovecot and Postfix read of them through views: a change holds at the next lookup, no server is reloaded.
create schema mailstore;

create table mailstore.domain (
    name text primary key check (name = lower(name))
);

create table mailstore.account (
    id                bigint      primary key, -- that of the room mailbox; names the home of the mail
    address           text        not null,
    address_key       text        not null unique check (address_key = lower(address)), -- for ever: rows are never removed
    quota_bytes       bigint      not null check (quota_bytes > 0),
    reserve_bytes     bigint      not null check (reserve_bytes >= 0),
    reserve_days      integer     not null check (reserve_days >= 0),
    refusal           text        check (refusal ~ '^5[0-9][0-9] 5[.][0-9][.][0-9]{1,2} [ -~]{1,250}$'), -- what senders are told; null: mail is taken
    access            text        not null default 'open' check (access in ('open', 'read', 'off')),
    opened_at         timestamptz not null,
    erased_at         timestamptz
);

-- Kept by Dovecot itself after each change of a mailbox.
create table mailstore.usage (
    username   text        primary key,
    bytes      bigint      not null default 0,
    messages   bigint      not null default 0,
    full_since timestamptz
);

create function mailstore.note_full() returns trigger language plpgsql security definer set search_path = mailstore as $$
begin
    if new.bytes < (select quota_bytes from mailstore.account where address_key = new.username)
        then new.full_since := null;
    elsif new.full_since is null then new.full_since := now();
    end if;
    return new;
end $$;
create trigger note_full before insert or update on mailstore.usage for each row execute function mailstore.note_full();

-- Seconds of the epoch, as Dovecot counts them. Only logins by IMAP.
create table mailstore.last_login (
    username   text   primary key,
    last_login bigint not null
);

-- Application passwords: only hashes; each belongs to one person.
create table mailstore.password (
    id         bigint generated always as identity primary key,
    account    bigint      not null references mailstore.account,
    person     bigint      not null, -- account of the person in the room identity
    device     text        not null,
    hash       bytea       not null,
    may        text        not null check (may in ('read', 'manage', 'own')),
    may_send   boolean     not null,
    issued_at  timestamptz not null,
    used_at    timestamptz,
    revoked_at timestamptz
);
create unique index password_hash on mailstore.password (hash);
create index password_account on mailstore.password (account, person);

-- Scripts of the system, run before those of the holder.
create table mailstore.sieve (
    account     bigint primary key references mailstore.account,
    version     bigint generated always as identity,
    script      text   not null
);

create table mailstore.alias (
    address text primary key check (address = lower(address)),
    target  text not null
);

-- Operators that mail may leave to: none but these.
create table mailstore.relation (
    domain    text primary key check (domain = lower(domain)),
    nexthop   text not null, -- [host]:port
    tls_match text not null  -- name in the certificate of the other side
);

-- One row: where homes are.
create table mailstore.place (
    one       boolean primary key default true check (one),
    mail_root text    not null
);

-- Days of activity. No content, no addresses of others.
create table mailstore.activity (
    account  bigint  not null references mailstore.account,
    day      date    not null,
    received integer not null default 0,
    read     integer not null default 0,
    sent     integer not null default 0,
    logins   integer not null default 0,
    primary key (account, day)
);

create view mailstore.full_account as
select a.id, a.address_key,
       coalesce(u.full_since, now()) + make_interval(days => a.reserve_days) <= now() as reserve_over,
       u.full_since is not null as is_full
  from mailstore.account a left join mailstore.usage u on u.username = a.address_key;

-- service: which program asks. Mail that arrives may use the reserve for some days; what the holder adds may not.
-- Moving to the trash always works, so that a full mailbox can be emptied by any program.
create view mailstore.dovecot_userdb as
select s.service, a.address_key as username, json_build_object(
           'home', p.mail_root || '/' || a.id,
           'quota_rule', '*:bytes=' || a.quota_bytes
               + case when s.arrives and not f.reserve_over then a.reserve_bytes else 0 end,
           'quota_rule2', 'Trash:bytes=+' || a.quota_bytes + a.reserve_bytes)::text as value
  from mailstore.account a
  join mailstore.full_account f on f.id = a.id
 cross join mailstore.place p
 cross join (values ('imap', false), ('sieve', false), ('doveadm', false), ('smtp', false), ('lmtp', true), ('quota-status', true))
       as s(service, arrives)
 where a.erased_at is null and (a.refusal is null or s.service not in ('lmtp', 'quota-status'));

create view mailstore.dovecot_sieve_name as
select a.address_key as username, 'system' as script, s.version::text as id
  from mailstore.sieve s join mailstore.account a on a.id = s.account;

create view mailstore.dovecot_sieve_data as
select a.address_key as username, s.version::text as id, s.script as script_text
  from mailstore.sieve s join mailstore.account a on a.id = s.account;

create view mailstore.postfix_domain as select name from mailstore.domain;

create view mailstore.postfix_mailbox as
select address_key as address from mailstore.account where refusal is null and erased_at is null;

create view mailstore.postfix_alias as select address, target from mailstore.alias;

-- What senders are told of a mailbox that takes no mail [RFC5321 4.2.3] [RFC3463 3.2].
create view mailstore.postfix_recipient as
select address_key as address, coalesce(refusal, '550 5.1.1 No such mailbox') as action
  from mailstore.account where refusal is not null or erased_at is not null;

create view mailstore.postfix_sender as
select address_key as address, address_key as login from mailstore.account
 where refusal is null and access = 'open' and erased_at is null;

create view mailstore.postfix_full as
select address_key as login, '552 5.2.2 Your mailbox is full: free some space before you send' as action
  from mailstore.full_account where is_full and reserve_over;

create view mailstore.postfix_relation as
select domain, 'smtp:' || nexthop as transport, nexthop, 'secure match=' || tls_match as policy from mailstore.relation;

comment on table mailstore.place is 'constant';
comment on table mailstore.domain is 'constant';
