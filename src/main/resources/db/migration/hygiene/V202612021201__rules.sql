-- What a person lets go by itself: "receipts after 30 days". Never a document without proof.
create table hygiene.rule (
    id          bigint generated always as identity primary key,
    account     bigint      not null,
    kind        text        not null,
    days        integer     not null,
    folder      bytea,                  -- sealed name; null for all folders
    owner       bigint      not null,   -- account of the person in the room identity
    owner_name  text        not null,
    made_at     timestamptz not null,
    expected    bigint      not null,   -- messages that the person was shown when it was made, or let go on
    braked_at   timestamptz,            -- it would have taken far more than usual, and waits for a person
    braked      bigint      not null default 0, -- messages that it would have taken then
    ended_at    timestamptz,
    looked_on   date                    -- the last day on which it ran
);
create index on hygiene.rule (account) where ended_at is null;

-- The rule that ordered a clean-up.
alter table hygiene.cleaning
    add rule bigint;
create index on hygiene.cleaning (rule, id) where rule is not null;

-- The month that was told about.
create table hygiene.rule_report (
    account bigint not null,
    month   date   not null,
    primary key (account, month)
);
