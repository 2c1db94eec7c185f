-- Automatic replies that people laid at other operators. The text is there, not here.
create table mailbox.elsewhere_reply (
    person        bigint      not null, -- account of the person: nobody else sees the row
    address_key   text        not null check (address_key = lower(address_key)),
    new_address   text        not null,
    copied        boolean     not null,
    script_before text, -- name of the holder's own script that was active
    put_at        timestamptz not null,
    primary key (person, address_key)
);
