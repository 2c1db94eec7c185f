-- Recipients by hour and login, for the limits on what is sent; and the hours in which one was met. Not whom.
create table mailstore.sent_hour (
    account    bigint      not null references mailstore.account,
    person     bigint      not null, -- account of who sends in the name of the mailbox by a right; 0: whoever holds it
    hour       timestamptz not null,
    recipients integer     not null default 0,
    hit_at     timestamptz, -- the first message of that hour that a limit held back
    primary key (account, person, hour)
);
create index sent_hour_hour on mailstore.sent_hour (hour);

-- Who sends by a right logs in to Postfix under a name of its own, address@person, so that each has limits and traces of its own.
create table mailstore.sender_login (
    account bigint not null references mailstore.account,
    person  bigint not null,
    primary key (account, person)
);

create or replace view mailstore.postfix_sender as
select address_key as address, address_key as login from mailstore.account
 where refusal is null and access = 'open' and erased_at is null
union all
select a.address_key, a.address_key || '@' || s.person from mailstore.account a join mailstore.sender_login s on s.account = a.id
 where a.refusal is null and a.access = 'open' and a.erased_at is null;
