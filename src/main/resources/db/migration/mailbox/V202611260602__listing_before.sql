-- How a hosted mailbox stood in the directory before it was depublished, one row per carrier: "Publier de nouveau" returns to it, so that
-- a mailbox of the red list is not published by it. Gone after republication and after erasure.
create table mailbox.listing_before (
    hosted      bigint  not null references mailbox.hosted,
    person      bigint,
    structure   bigint,
    situation   bigint,
    unlisted    boolean not null,
    rank        integer,
    description text,
    service     text,
    responsible text,
    unique nulls not distinct (hosted, person, structure, situation)
);
