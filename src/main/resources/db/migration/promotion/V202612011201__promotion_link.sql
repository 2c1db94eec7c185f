-- The short link of a place: behind it stands the address that is preferred there now. Whoever has it reads a page, and is not counted.
create table promotion.link (
    code      text        primary key, -- random: not to be guessed
    person    bigint      not null,
    situation bigint,                  -- null: all places
    open      boolean     not null,    -- false: switched off by its holder; what is printed works again when it is switched on
    said_at   timestamptz not null,
    said_by   bigint      not null,    -- account
    unique nulls not distinct (person, situation)
);
