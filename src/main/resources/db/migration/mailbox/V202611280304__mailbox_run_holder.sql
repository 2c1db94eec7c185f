-- What is done to all mailboxes of somebody who died or cannot decide any more.
alter table mailbox.run drop constraint run_kind_check;
alter table mailbox.run add constraint run_kind_check
    check (kind in ('open', 'depublish', 'suspend', 'resume', 'close', 'propose', 'death', 'incapacity'));
