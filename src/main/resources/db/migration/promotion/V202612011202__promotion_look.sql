-- Colour and logo of the practice, for what is printed.
create table promotion.look (
    id         bigint generated always as identity primary key,
    person     bigint      not null,
    situation  bigint,               -- null: all places
    colour     integer,              -- RGB; null: that of Balise
    logo       bytea,                -- PNG made here, never the file that was sent
    changed_at timestamptz not null,
    changed_by bigint      not null, -- account
    unique nulls not distinct (person, situation)
);
