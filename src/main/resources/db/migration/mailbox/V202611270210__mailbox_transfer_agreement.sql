-- Who agreed, on which day, and that an agreement was withdrawn: rows stay as evidence.
alter table mailbox.transfer_agreement drop constraint transfer_agreement_pkey;
alter table mailbox.transfer_agreement
    add id bigint generated always as identity primary key,
    add agreed_by text not null default '',
    add agreed_on date,
    add revoked_at timestamptz,
    add revoked_by text,
    add revoked_name text;
create unique index on mailbox.transfer_agreement (hosted, use) where revoked_at is null;
