-- Address books that somebody checks. Kept for a short time, sealed: they are other people's data.
create table promotion.book (
    id          bigint      generated always as identity primary key,
    owner       bigint      not null, -- account; nobody else sees it
    format      text        not null,
    file        bytea       not null, -- sealed
    entries     integer     not null,
    job         bigint,
    uploaded_at timestamptz not null,
    kept_until  timestamptz not null
);
create index book_owner on promotion.book (owner);
create index book_kept on promotion.book (kept_until);
-- What is to be worked through: an entry that is up to date has no row.
create table promotion.book_item (
    book    bigint   not null references promotion.book on delete cascade,
    number  integer  not null,
    verdict text     not null,
    content bytea    not null, -- sealed: what stands in the book, and what is offered
    choice  smallint,          -- null: open; -1: as it stands; else which of the offers
    primary key (book, number)
);
create index book_item_open on promotion.book_item (book, verdict) where choice is null;
