create schema promotion;

-- Which mailbox a person prefers. Ids of the directory are immutable and never reused, so that a choice survives every load.
create table promotion.preferred (
    id         bigint generated always as identity primary key,
    person     bigint      not null,
    situation  bigint,               -- null: all places
    document   text,                 -- null: whatever the document
    prepared   boolean     not null, -- by a delegate, for the holder to decide
    address    text        not null, -- in lower case
    decided_at timestamptz not null,
    decided_by bigint      not null, -- account
    by_name    text        not null,
    before     text[]      not null, -- what colleagues saw there until then
    unique nulls not distinct (person, situation, document, prepared)
);
-- Who agreed that whoever knows an old address of theirs is led to the present one.
create table promotion.leads_on (
    person bigint      primary key,
    said_at timestamptz not null,
    said_by bigint      not null -- account
);
