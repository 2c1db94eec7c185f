-- Under whose messages the server puts the signature of which place.
create table promotion.signing (
    mailbox   bigint      primary key, -- of those held here
    person    bigint      not null,
    situation bigint,                  -- null: all places
    language  text        not null check (language in ('fr', 'en')),
    said_at   timestamptz not null,
    said_by   bigint      not null     -- account
);
create index signing_of on promotion.signing (person);
