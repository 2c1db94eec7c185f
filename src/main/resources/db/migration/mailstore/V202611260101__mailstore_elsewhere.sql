-- Mailboxes of other operators that a person connected. What opens them is sealed with a key that lies outside the database.
create table mailstore.elsewhere (
    person       bigint      not null, -- account of the person in the room identity: nobody else sees the row
    address_key  text        not null check (address_key = lower(address_key)),
    sealed       bytea       not null,
    connected_at timestamptz not null,
    primary key (person, address_key)
);
