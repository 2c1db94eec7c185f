-- Where a clean-up puts messages: beside the mailbox, or into its trash, where they count until it is emptied.
alter table hygiene.cleaning
    add way         text not null default 'ASIDE',
    add prepared_by text; -- name of whoever prepared it for the owner; null where nobody did
