-- What arrived at preferred mailboxes and at others, by department and month, counted once a day. Months of small groups have no row.
create table promotion.territory (
    department text        not null,
    month      date        not null,
    preferred  integer     not null,
    others     integer     not null,
    counted_at timestamptz not null,
    primary key (department, month)
);
