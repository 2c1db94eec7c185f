create schema if not exists portal;

-- At most one row, and only in a demo instance.
create table portal.demo (
    one        boolean primary key default true check (one),
    first_day  date    not null,           -- the day of the first start
    clock_days integer not null default 0, -- by how many days the demo's clock is ahead
    files      integer not null default 0, -- daily files loaded so far
    last_file  date,                       -- day of the newest of them
    seeded     boolean not null default false
);
