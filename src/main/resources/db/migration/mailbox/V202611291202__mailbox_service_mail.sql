-- To whom what is written to postmaster@ and abuse@ is copied, as staff said last. No row: as the settings say.
create table mailbox.service_mail (
    one     boolean     primary key default true check (one),
    copy_to text, -- null: to nobody
    by_name text        not null,
    at      timestamptz not null
);
