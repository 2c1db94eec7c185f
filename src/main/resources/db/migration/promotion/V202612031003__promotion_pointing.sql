-- Who wished that mailboxes which are not the preferred one of a place tell senders so, and which ones: those that were named on the page.
create table promotion.pointing (
    id        bigint generated always as identity primary key,
    person    bigint      not null,
    situation bigint,               -- null: all places
    mailboxes bigint[]    not null, -- of those held here
    said_at   timestamptz not null,
    said_by   bigint      not null, -- account
    unique nulls not distinct (person, situation)
);
