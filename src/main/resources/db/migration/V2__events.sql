-- The events that Rivya sends, in the SQL that H2 and PostgreSQL share.

-- When the newest event of the job's task came. A look that began before it is followed by another at once.
alter table job add column event_at timestamp(6) with time zone;
create index job_task on job (task_id);

-- One row an event, and one a status of a task: what comes again finds its row and does nothing.
create table event (
  account           varchar(100)  not null,
  event_id          varchar(200)  not null,              -- the signed id, or the SHA-256 of the body
  task_id           varchar(200),                        -- null: it is about no generation
  type              varchar(100)  not null,
  status            varchar(20),
  received_at       timestamp(6) with time zone not null,
  generation        varchar(1000000),                    -- the generation object, as JSON
  applied_at        timestamp(6) with time zone,         -- when the task's job was settled behind it; null: it had no effect
  primary key (account, event_id),
  unique (account, task_id, status)
);
create index event_age on event (received_at);
