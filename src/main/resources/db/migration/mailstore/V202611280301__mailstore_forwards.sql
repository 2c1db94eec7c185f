-- Whether the last redirect of the mailbox that Balise was asked about was one that its policy allows. A message without a sender does not tell
-- Postfix which mailbox redirects it: those are judged by this and by the header that Dovecot writes.
alter table mailstore.account add column forwards boolean not null default false;

create view mailstore.postfix_redirect as
select 'x-sieve-redirected-from: ' || address_key as header,
       'REJECT 5.7.1 Redirecting mail out of this mailbox is not allowed' as action
  from mailstore.account where not forwards;
