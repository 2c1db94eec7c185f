-- The short link of a structure: behind it stands the service mailbox that it prefers now. Ids of the directory are never reused.
create table promotion.service_link (
    code      text        primary key, -- random: not to be guessed
    structure bigint      not null unique,
    open      boolean     not null,    -- false: switched off; what is printed works again when it is switched on
    said_at   timestamptz not null,
    said_by   bigint      not null     -- account
);
