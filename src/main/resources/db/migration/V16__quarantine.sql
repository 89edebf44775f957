-- Messages that make no job, each with its reason and its raw bytes, in the SQL that H2 and PostgreSQL share.

create table quarantine (
  id                varchar(26)   not null primary key,  -- ULID: sorts by the time of quarantine
  message_key       char(64)      not null unique,       -- SHA-256 of the route, the source, the caller and the source's id
  route             varchar(200)  not null,              -- the route that takes it again
  flow              varchar(1000),                       -- the flows that the route feeds, as far as it names them
  source            varchar(100)  not null,              -- the kind of source: mail, kafka
  caller            varchar(400)  not null,              -- a mailbox, a topic
  source_id         varchar(1000000) not null,
  name              varchar(1100) not null,              -- a subject, a key: what people know it by
  code              varchar(100)  not null,              -- why, for scripts
  reason            varchar(2000) not null,              -- why, and what to do
  job_id            varchar(26),                         -- the failed job that has the reason too
  sha256            char(64),                            -- its raw bytes in the media store; null: not kept
  size              bigint,
  content_type      varchar(200),
  received_at       timestamp(6) with time zone not null,
  quarantined_at    timestamp(6) with time zone not null,
  state             varchar(20)   not null,              -- kept, ordered (its replay waits), taken (it made jobs)
  ordered_at        timestamp(6) with time zone,         -- the last order to take it again
  ordered_by        varchar(400),
  order_reason      varchar(2000),
  taken_at          timestamp(6) with time zone,
  outcome           varchar(2000),                       -- what became of the last order
  owner             varchar(64),                         -- the process that carries out the order
  due_at            timestamp(6) with time zone not null, -- when the order may be claimed; for a claimed one the lease's end; else the last change
  version           bigint        not null               -- the fence: every claim raises it
);
create index quarantine_of_route on quarantine (route, state, due_at);
create index quarantine_sha256 on quarantine (sha256);
create index quarantine_age on quarantine (due_at);
