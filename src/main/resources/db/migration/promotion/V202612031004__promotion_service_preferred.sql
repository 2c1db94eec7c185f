-- Which of its service mailboxes a structure prefers. Ids of the directory are immutable and never reused.
create table promotion.service_preferred (
    id         bigint generated always as identity primary key,
    structure  bigint      not null,
    document   text,                 -- null: whatever the document
    address    text        not null, -- in lower case
    decided_at timestamptz not null,
    decided_by bigint      not null, -- account
    by_name    text        not null,
    unique nulls not distinct (structure, document)
);
