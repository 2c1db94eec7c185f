-- Background work. jobs.job is the truth about each job; jobs.due is the table of db-scheduler: which of them wants a worker, and when.
create schema jobs;

create table jobs.job (
    id          bigint generated always as identity primary key,
    kind        text        not null,
    owner       bigint      not null, -- account that sees it and may stop it; 0: nobody's
    subject     text        not null, -- what it is about, in the words of its kind: an id, never a name
    input       text        not null, -- no secret: it stays in backups
    state       text        not null check (state in
        ('waiting', 'running', 'pausing', 'paused', 'cancelling', 'cancelled', 'done', 'failed')),
    place       text        not null default '', -- where the next turn goes on
    done        bigint      not null default 0,
    total       bigint      not null default 0, -- 0: not known
    words       text        not null, -- key of a message
    result      text        not null default '',
    failure     text        not null default '', -- key of a message, or the class of the last exception
    failures    integer     not null default 0, -- since it last came forward
    turn        bigint      not null default 0, -- a worker that holds an older one has lost the job
    created_at  timestamptz not null,
    changed_at  timestamptz not null,
    ended_at    timestamptz
);
-- One at a time of a kind about a thing.
create unique index job_one_at_a_time on jobs.job (kind, subject) where state not in ('cancelled', 'done', 'failed');
create index on jobs.job (owner, id);
create index on jobs.job (ended_at) where ended_at is not null;

-- As db-scheduler 16 wants it.
create table jobs.due (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index on jobs.due (execution_time);
create index on jobs.due (last_heartbeat);
