-- What Balise itself states about addresses. updated_at of a local row says when it last changed what the public sees;
-- who follows the directory must not learn from it that an unlisted mailbox was touched.
alter table directory.attachment
    add written_at timestamptz; -- when Balise last wrote this row, in public or not; null on national rows
create unique index attachment_local_once on directory.attachment
    (address_id, coalesce(person_id, 0), coalesce(structure_id, 0), coalesce(situation_id, 0)) where source = 'local';

-- Bringing the national directory in line with one local row: at most one errand per row, put back in the queue when the wish changes.
create table directory.errand (
    attachment_id bigint primary key, -- without a reference: the first load takes the keys of its tables off while it fills them
    state         text        not null check (state in ('waiting', 'asking', 'done', 'failed')),
    wish          bigint      not null default 1, -- counts changes of the wish, so that an answer to an older one is told apart
    attempts      integer     not null default 0,
    next_try      timestamptz not null,
    requested_at  timestamptz,
    reason        text        -- of the last failure, without personal data
);
create index on directory.errand (next_try) where state in ('waiting', 'asking');
