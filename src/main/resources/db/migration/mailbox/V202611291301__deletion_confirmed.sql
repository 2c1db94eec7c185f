-- A deletion that the operator confirmed, as the person told: no directory shows it.
alter table mailbox.request drop constraint request_state_check;
alter table mailbox.request add constraint request_state_check check (state in
    ('awaiting', 'to-send', 'sent', 'reminded', 'observed', 'confirmed', 'refused', 'cancelled'));
alter table mailbox.request_act drop constraint request_act_act_check;
alter table mailbox.request_act add constraint request_act_act_check check (act in
    ('prepared', 'approved', 'sent', 'reminded', 'observed', 'confirmed', 'refused', 'cancelled'));
drop index mailbox.request_open;
create unique index request_open on mailbox.request (person, address, kind)
    where state not in ('observed', 'confirmed', 'cancelled');
