-- What a mailbox held when it was erased: counted before the first message goes, for the attestation. No name, no subject.
create table mailbox.erased_content (
    hosted     bigint primary key references mailbox.hosted,
    messages   bigint      not null check (messages >= 0),
    octets     bigint      not null check (octets >= 0),
    counted_at timestamptz not null
);
create trigger stays before update or delete on mailbox.erased_content for each row execute function mailbox.never_again();
