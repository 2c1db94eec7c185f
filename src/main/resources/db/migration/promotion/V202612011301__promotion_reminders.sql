-- Whom a structure reminded to choose a preferred mailbox: the last time alone, so that nobody is written to too often.
create table promotion.reminder (
    person    bigint      primary key,
    structure bigint      not null,
    sent_at   timestamptz not null,
    sent_by   bigint      not null -- account
);
