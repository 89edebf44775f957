-- The ledger on PostgreSQL; the same tables for the embedded SQLite are in db/sqlite. What each state means and who sets it: README, "The ledger".

-- One row a brief. Narrow, since it is written at every step; the long texts are in job_content.
create table job (
  id                varchar(26)   not null primary key,  -- ULID: sorts by arrival
  flow              varchar(100)  not null,
  source_key        char(64)      not null,              -- SHA-256 of source_id: unique for ids of any length
  source_name       varchar(1100) not null,
  source            varchar(100)  default '' not null,   -- the kind of source: http, folder, s3, or the scheme of an endpoint; empty: unknown
  caller            varchar(400)  default '' not null,   -- a token's or a user's name, a folder, a bucket, else the source's route; empty: unknown
  account           varchar(100),                        -- null only for a refused brief
  model             varchar(200),
  kind              varchar(10)   default 'generation' not null, -- generation or chat
  conversation      char(64),                            -- SHA-256 of the conversation's value; null: the turn stands alone
  state             varchar(20)   not null,
  stage             varchar(10),                         -- the loop that moves it on; null: it rests
  due_at            timestamptz   not null,              -- when the stage may claim it; for a claimed row the lease's end
  owner             varchar(64),                         -- who holds the lease
  version           bigint        not null,              -- the fence: every claim and every outcome raises it
  claims            int           not null,              -- claims without an outcome since: a poisonous job shows here
  attempts          int           not null,              -- outcomes "try again" in a row
  sent_at           timestamptz,                         -- first send whose effect is not known
  streamed          boolean       default false not null, -- whether its last send asked for a stream
  submitted_at      timestamptz,
  task_id           varchar(200),
  event_at          timestamptz,                         -- when the newest event of the task came; a poll that began before it is followed by another at once
  estimated_credits numeric(14,4),
  reserved_credits  numeric(14,4),
  final_credits     numeric(14,4),
  held_credits      numeric(14,4),                       -- reserved, since a paid call may be out; null: nothing is held
  held_day          date,                                -- the day in UTC on which it was reserved
  open_deliveries   int           not null,
  trouble           varchar(20),
  code              varchar(100),
  cause             varchar(2000),
  request_id        varchar(200),                        -- Rivya's request id of the cause, for its support
  untold            boolean       default false not null, -- it failed or was cancelled while no file declared its flow: its failure sinks are told when one does again
  created_at        timestamptz   not null,
  updated_at        timestamptz   not null,
  finished_at       timestamptz,
  flow_version      varchar(26),                         -- the version of its flow that accepted it; null: its flow is in no file
  replay_of         varchar(26),                         -- the ended job whose brief was run, or whose message was taken, again as this one; null: none
  unique (flow, source_key)
);
create index job_due on job (stage, account, due_at, id) where stage is not null;
create index job_newest_of_flow on job (flow, state, id);
create index job_newest on job (state, id);
create index job_newest_of_caller on job (caller, state, id);
create index job_task on job (task_id);
create index job_replay on job (replay_of) where replay_of is not null;

-- Every text of a flow file that was in force, from the oldest on. What is already the newest of its flow adds no row.
create table flow_version (
  id                varchar(26)   not null primary key,  -- ULID: sorts by time
  flow              varchar(255)  not null,              -- the name of the file without .camel.yaml
  sha256            char(64)      not null,
  text              text          not null check (length(text) <= 1000000),
  accepted_at       timestamptz   not null,
  replica           varchar(64)   not null,              -- the process that accepted it
  ordered_by        varchar(400),                        -- who went back to it; null: the file had it
  reason            varchar(2000),                       -- why, in that person's words
  instead_of        char(64),                            -- for an order: the SHA-256 of the file's text, in whose place this is in force until the file changes
  sinks             text,                                -- the sinks that it declares, as a JSON array; null: it has not run
  follows           varchar(26)   not null,              -- the version of its flow before it; empty for the first
  unique (flow, follows)                                 -- of two replicas that keep a text at the same moment, one comes first
);
create index flow_version_of_flow on flow_version (flow, id);
create index flow_version_ordered on flow_version (id) where ordered_by is not null;

-- Which texts of flow files each running replica has in force. A row that is older than a minute is of one that has ended.
create table flow_replica (
  replica           varchar(64)   not null primary key,  -- the process
  host              varchar(255)  not null,              -- the name of its machine
  flows             text          not null,              -- the SHA-256 of the text by flow, as a JSON object; null for a flow that does not run
  seen_at           timestamptz   not null
);

-- The flows that are switched off by an order. No row: the flow is on.
create table flow_switch (
  flow              varchar(100)  not null primary key,  -- the name of the file without .camel.yaml
  ordered_by        varchar(400)  not null,              -- who switched it off
  reason            varchar(2000),                       -- why, in that person's words
  ordered_at        timestamptz   not null
);

-- What stays of a job when its rows are deleted: its brief must never be paid for again.
create table past_job (
  flow              varchar(100)  not null,
  source_key        bytea         not null,              -- the 32 bytes of the job's source_key
  job_id            varchar(26)   not null,
  state             varchar(20)   not null,
  primary key (flow, source_key)
);

-- The keys that callers choose, with a fingerprint of the request that came first: another request under the same key is refused.
create table keyed_request (
  flow              varchar(100)  not null,
  request_key       bytea         not null,              -- SHA-256 of the source, the caller and the key
  fingerprint       bytea         not null,              -- SHA-256 of the request's form and content
  primary key (flow, request_key)
);

create table job_content (
  job_id            varchar(26)   not null primary key references job (id) on delete cascade,
  source_id         varchar(1000000) not null,
  prompt            varchar(1000000),
  params            varchar(1000000) not null,           -- JSON object
  client_request_id varchar(1000),
  idempotency_key   varchar(64)   not null,
  conversation_name varchar(10000),                      -- the conversation as the brief or the flow names it
  return_address    varchar(50000),                      -- where the answer goes, as the source names it: a JSON object of texts
  omitted_text      varchar(100000),                     -- what of a message its job leaves out, such as earlier mails below an answer
  brief             varchar(1000000),                    -- what the source handed in, before the steps of the flow, as JSON; null: the job shows all of it
  request           varchar(1000000),                    -- the exact bytes of the create call, as UTF-8 text
  result            varchar(1000000)                     -- Rivya's result object
);

create table job_file (
  job_id            varchar(26)   not null references job (id) on delete cascade,
  role              varchar(10)   not null,              -- reference or result
  n                 int           not null,
  name              varchar(1100) not null,
  content_type      varchar(200),
  kind              varchar(10),
  size              bigint        not null,
  sha256            char(64),
  url               varchar(8000),
  beside            varchar(1100),                       -- the name of the file beside the brief, where the brief gives its reference another name
  primary key (job_id, role, n)
);
create index job_file_sha256 on job_file (sha256);

-- The timeline: one row for everything that happened to a job.
create table job_event (
  id                bigint generated by default as identity primary key,
  job_id            varchar(26)   not null references job (id) on delete cascade,
  at                timestamptz   not null,
  state             varchar(20)   not null,
  attempt           int           not null,
  trouble           varchar(20),
  code              varchar(100),
  text              varchar(2000),
  request_id        varchar(200)
);
create index job_event_job on job_event (job_id, id);

-- Every order of a person, carried out or refused, written with its effect.
create table audit (
  id                varchar(26)   not null primary key,  -- ULID: sorts by time
  at                timestamptz   not null,
  caller            varchar(400)  not null,              -- who ordered it
  role              varchar(20),                         -- the caller's role at that time
  login             varchar(20),                         -- how the caller signed in: token, password, oidc, local
  action            varchar(40)   not null,              -- replay, redeliver, cancel, take-again, rotate-secret and so on
  thing_kind        varchar(20)   not null,              -- job, message, account, flow, bulk-order
  thing             varchar(100)  not null,              -- its id, or the name of the account
  reason            varchar(2000),                       -- why, in the caller's words
  outcome           varchar(10)   not null,              -- done or refused
  text              varchar(2000) not null,              -- what was done, or why it was refused
  bulk_id           varchar(26)                          -- the bulk order that it is a part of; null: given alone
);
create index audit_of_thing on audit (thing, id);
create index audit_of_caller on audit (caller, id);
create index audit_of_action on audit (action, id);
create index audit_of_bulk on audit (bulk_id, id);
create index audit_refused on audit (id) where outcome = 'refused';

-- An order to many jobs; its jobs are in bulk_item.
create table bulk_order (
  id                varchar(26)   not null primary key,  -- ULID: jobs that arrived later are never part of it
  name              varchar(100)  not null unique,
  kind              varchar(20)   not null,              -- replay, release, cancel or redeliver
  deliveries        varchar(10),                         -- dead or all; null: what the kind does by default
  filter            varchar(2000) not null,              -- the search for its jobs, as written
  reason            varchar(2000) not null,
  first_jobs        int           not null,              -- so many are ordered first, the rest only if they succeed; 0: none
  stop_above        int           not null,              -- the percentage of failed jobs above which it pauses itself
  caller            varchar(400)  not null,              -- who started it; before, who asked for it
  role              varchar(20),
  login             varchar(20),
  state             varchar(20)   not null,              -- planning, planned, running, paused, finished, ended
  cause             varchar(2000),                       -- why it is paused or was ended
  read_to           varchar(26),                         -- the last job that the search has found; null: none yet
  plan              varchar(1000000) not null,           -- what it would do, as its jobs were found: a JSON object
  waiting           bigint        not null,              -- jobs by what became of the order, as of the last batch
  open              bigint        not null,
  succeeded         bigint        not null,
  failed            bigint        not null,
  skipped           varchar(100000) not null,            -- jobs that no longer allowed it, by the reason: a JSON object
  tried             boolean       not null,              -- whether the first jobs need no longer be waited for
  ended_before      bigint        not null,              -- jobs that had ended when it was resumed
  failed_before     bigint        not null,              -- jobs that had failed when it was resumed
  owner             varchar(64),                         -- the process that carries out a batch
  due_at            timestamptz   not null,              -- when a batch may be claimed; for a claimed row the lease's end
  version           bigint        not null,              -- the fence: every claim and every batch raises it
  created_at        timestamptz   not null,
  updated_at        timestamptz   not null
);

create table bulk_item (
  bulk_id           varchar(26)   not null references bulk_order (id),
  job_id            varchar(26)   not null,
  state             varchar(10)   not null,              -- waiting, open, succeeded, failed, skipped
  reason            varchar(2000),                       -- why it was skipped
  primary key (bulk_id, job_id)
);
create index bulk_item_state on bulk_item (bulk_id, state, job_id);

-- One row a result and sink: the outbox.
create table delivery (
  id                varchar(26)   not null primary key,  -- the delivery id that receivers see
  job_id            varchar(26)   not null references job (id) on delete cascade,
  flow              varchar(100)  not null,
  sink              varchar(100)  not null,
  state             varchar(20)   not null,              -- pending, delivered, dead
  due_at            timestamptz   not null,
  owner             varchar(64),
  version           bigint        not null,
  claims            int           not null,
  attempts          int           not null,
  delivered_to      varchar(4000),
  cause             varchar(2000),
  created_at        timestamptz   not null,
  updated_at        timestamptz   not null,
  unique (job_id, sink)
);
-- Queries repeat the condition as it stands here, so that SQLite uses the index.
create index delivery_due on delivery (state, flow, sink, due_at, id) where state <> 'delivered';

-- Which of Rivya's sessions a conversation continues in, and whose turn it is.
create table conversation (
  flow              varchar(100)  not null,
  conversation      char(64)      not null,
  account           varchar(100),                        -- a session holds for one account and model
  model             varchar(200),
  session_id        varchar(200),                        -- null: the next turn begins a new session
  turn              varchar(26),                         -- the job that may be sent; null: none
  updated_at        timestamptz   not null,
  primary key (flow, conversation)
);
create index conversation_age on conversation (updated_at);

-- The turns of a conversation that have not ended. Their order is the database's: ids are made by the clocks of several replicas.
create table turn (
  flow              varchar(100)  not null,
  conversation      char(64)      not null,
  job_id            varchar(26)   not null,
  n                 bigint generated by default as identity,
  primary key (flow, conversation, job_id)
);

-- References that an account has uploaded: reused by content.
create table upload (
  account           varchar(100)  not null,
  sha256            char(64)      not null,
  file_id           varchar(200)  not null,
  url               varchar(8000) not null,
  duration_token    varchar(2000),
  uploaded_at       timestamptz   not null,
  primary key (account, sha256)
);
create index upload_age on upload (uploaded_at);

-- Which job brings which bytes to Rivya now. It holds while that claim of the job does.
create table upload_claim (
  account           varchar(100)  not null,
  sha256            char(64)      not null,
  job_id            varchar(26)   not null references job (id) on delete cascade,
  version           bigint        not null,              -- the job's fence at the claim
  primary key (account, sha256)
);
create index upload_claim_job on upload_claim (job_id);

-- What all replicas must know of an account: its pause, and the call that may go out next.
create table account (
  name              varchar(100)  not null primary key,
  trouble           varchar(20),                         -- null: not paused
  code              varchar(100),
  cause             varchar(2000),
  paused_at         timestamptz,
  retry_at          timestamptz,                         -- when one job may try again
  pauses            int           not null,              -- pauses in a row, for the next retry_at
  key_mark          varchar(64),                         -- fingerprint of the key that was refused
  refused_call      varchar(10),                         -- the kind of call that the pause is for (create, chat, upload, status), when the key lacks its scope only; null: all calls
  next_call_at      timestamptz   not null,              -- the rate budget: the next free slot
  held_until        timestamptz,                         -- until when Rivya asked all callers of the account to wait; null: it never did
  ordered_by        varchar(400),                        -- who paused it by an order; null: nobody. It is independent of trouble
  order_reason      varchar(2000),
  ordered_at        timestamptz
);

-- Idempotent Consumer: keys that routes have claimed and confirmed.
create table idempotent_key (
  repository        varchar(200)  not null,
  key_hash          char(64)      not null,
  key_text          varchar(1000000) not null,
  state             varchar(10)   not null,              -- claimed or confirmed
  owner             varchar(64),
  due_at            timestamptz   not null,              -- a claim's end, or when it was confirmed
  created_at        timestamptz   not null,
  primary key (repository, key_hash)
);
create index idempotent_key_due on idempotent_key (due_at);

-- One row an event of Rivya, and one a status of a task: what comes again finds its row and does nothing.
create table event (
  account           varchar(100)  not null,
  event_id          varchar(200)  not null,              -- the signed id, or the SHA-256 of the body
  task_id           varchar(200),                        -- null: it is about no generation
  type              varchar(100)  not null,
  status            varchar(20),
  received_at       timestamptz   not null,
  generation        varchar(1000000),                    -- the generation object, as JSON
  applied_at        timestamptz,                         -- when the task's job was settled behind it; null: it had no effect
  primary key (account, event_id),
  unique (account, task_id, status)
);
create index event_age on event (received_at);
create index event_newest on event (account, received_at, event_id);

-- The program's own webhook endpoints at Rivya. One row an account: one endpoint, however many replicas register it.
create table webhook_endpoint (
  account           varchar(100)  not null primary key,
  url               varchar(2000) not null,              -- where Rivya sends the events
  endpoint_id       varchar(200),                        -- Rivya's id; null: not registered yet
  rotate            boolean       not null,              -- a new secret is wanted: by order, or since Rivya's newest one is not known
  ordered_by        varchar(200),                        -- who ordered the last rotation
  ordered_at        timestamptz,
  due_at            timestamptz   not null,              -- the next look at Rivya; for a claimed row the lease's end
  owner             varchar(64),                         -- who looks now
  version           bigint        not null,              -- the fence: every claim and every outcome raises it
  attempts          int           not null,              -- failures in a row
  cause             varchar(2000),                       -- the last failure; null: all is well
  looked_at         timestamptz,                         -- when Rivya last told about it
  disabled_since    timestamptz                          -- since when Rivya is seen to send nothing to it; null: it sends
);

-- The secrets that events may be signed with, encrypted under rivya.secrets-key.
create table webhook_secret (
  id                bigint generated by default as identity primary key,
  account           varchar(100)  not null,
  sealed            varchar(2000) not null,
  created_at        timestamptz   not null,
  ends_at           timestamptz                          -- null: in force; else until then, after a rotation
);
create index webhook_secret_account on webhook_secret (account);

-- One row an account, day in UTC, flow and model; changed in the transaction of the job's change.
create table spend (
  account           varchar(100)  not null,
  flow              varchar(100)  not null,
  model             varchar(200)  not null,
  spent_on          date          not null,
  reserved          numeric(18,4) not null,              -- held by jobs that are not settled
  spent             numeric(18,4) not null,              -- settled
  refunded          numeric(18,4) not null,              -- reserved before and not spent
  primary key (account, spent_on, flow, model)
);
create index spend_of_flow on spend (flow, spent_on);
create index spend_of_day on spend (spent_on);

-- One row a budget: locked while credits are reserved, so that no two replicas take the same last ones.
create table budget (
  scope             varchar(10)   not null,              -- account or flow
  name              varchar(100)  not null,
  primary key (scope, name)
);

-- What was told of a budget or a balance, once each.
create table credit_alert (
  scope             varchar(10)   not null,
  name              varchar(100)  not null,
  period            varchar(10)   not null,              -- 2026-11-23, 2026-11, or balance
  mark              numeric(18,4) not null,              -- the cap, or the balance warned of
  percent           int           not null,              -- 50, 75 or 100; 0 for a balance
  at                timestamptz   not null,
  text              varchar(2000) not null,
  primary key (scope, name, period, mark, percent)
);
create index credit_alert_age on credit_alert (at);

-- The balances of an account as Rivya told them.
create table balance (
  account           varchar(100)  not null,
  at                timestamptz   not null,
  credits           numeric(18,4) not null,
  primary key (account, at)
);
create index balance_age on balance (at);

-- What Rivya last told of its models. One row an address of Rivya; the accounts that have it share the row.
create table catalogue (
  base_url          varchar(2000) not null primary key,
  models            varchar(1000000),                    -- the list of models as Rivya told it, as JSON; null: never told
  revision          bigint        not null,              -- raised when the models change: a replica that knows another one reads the row anew
  told_at           timestamptz,                         -- when Rivya last told the models, changed or not
  changed_at        timestamptz,                         -- when they last were others than before
  due_at            timestamptz   not null,              -- when Rivya is asked again; for a claimed row the lease's end
  owner             varchar(64),                         -- who asks now
  version           bigint        not null,              -- the fence: every claim and every outcome raises it
  cause             varchar(2000)                        -- why the last question failed; null: it did not
);

-- The models that were available and are no longer. Their jobs wait.
create table paused_model (
  base_url          varchar(2000) not null,
  model             varchar(200)  not null,
  status            varchar(100)  not null,              -- gone, or Rivya's own word, such as coming_soon
  item              varchar(1000000) not null,           -- what Rivya told of it while it was available, as JSON
  since             timestamptz   not null,
  primary key (base_url, model)
);

-- What the sources of flows report, and what they have read. One row a route with a source that polls.
create table source (
  route             varchar(200)  not null primary key,  -- the id of the route that reads from it
  kind              varchar(100)  not null,              -- folder, s3, mail
  address           varchar(2000) not null,              -- what it reads: a folder, a bucket, a mailbox
  delay_millis      bigint        not null,              -- the time between two polls
  polled_at         timestamptz,                         -- the last poll without a failure
  failed_since      timestamptz,                         -- the first failed poll since
  failures          int           not null,              -- failed polls in a row
  cause             varchar(2000),                       -- why the last poll failed
  waiting           bigint,                              -- how many it has not taken; null: unknown
  oldest_at         timestamptz,                         -- the time of the oldest that it has not taken
  position          varchar(4000),                       -- up to where it has read, in the source's own terms
  reported_at       timestamptz   not null,
  owner             varchar(64),                         -- the process that polls it; null where every process may
  due_at            timestamptz   not null,              -- the end of its lease
  version           bigint        not null               -- the fence: every claim raises it
);

-- Up to where a source had read at an address that it no longer has, for when it changes back.
create table source_position (
  route             varchar(200)  not null,              -- the id of the route
  kind              varchar(100)  not null,
  address           varchar(2000) not null,
  position          varchar(4000) not null,
  primary key (route, kind, address)
);

-- Messages that make no job, each with its reason and its raw bytes.
create table quarantine (
  id                varchar(26)   not null primary key,  -- ULID: sorts by the time of quarantine
  message_key       char(64)      not null unique,       -- SHA-256 of the route, the source, the caller, the source's id, and the content if the id does not identify it
  route             varchar(200)  not null,              -- the route that takes it again
  flow              varchar(1000),                       -- the flows that the route feeds, as far as it names them
  source            varchar(100)  not null,              -- the kind of source: mail, kafka, folder, s3
  caller            varchar(400)  not null,              -- a mailbox, a topic, a folder, a bucket
  source_id         varchar(1000000) not null,
  name              varchar(1100) not null,              -- a subject, a key: what people know it by
  code              varchar(100)  not null,              -- why, for scripts
  reason            varchar(2000) not null,              -- why, and what to do
  job_id            varchar(26),                         -- the failed job that has the reason too
  sha256            char(64),                            -- its raw bytes in the media store; null: not kept
  size              bigint,
  content_type      varchar(200),
  encoding          varchar(200),                        -- the Content-Encoding of these bytes
  set_aside         text,                                -- where its source has set it aside; null: nowhere
  received_at       timestamptz   not null,
  quarantined_at    timestamptz   not null,
  state             varchar(20)   not null,              -- kept, ordered (its replay waits), taken (it made jobs)
  ordered_at        timestamptz,                         -- the last order to take it again
  ordered_by        varchar(400),
  order_reason      varchar(2000),
  taken_at          timestamptz,
  outcome           varchar(2000),                       -- what became of the last order
  owner             varchar(64),                         -- the process that carries out the order
  due_at            timestamptz   not null,              -- when the order may be claimed; for a claimed one the lease's end; else the last change
  version           bigint        not null               -- the fence: every claim raises it
);
create index quarantine_of_route on quarantine (route, state, due_at);
create index quarantine_sha256 on quarantine (sha256);
create index quarantine_age on quarantine (due_at);

-- The messages of each sender, so that nobody orders more in a time than a source allows.
create table sender_message (
  message_key       char(64)      not null primary key,  -- SHA-256 of the source and the message: a repeat is counted once
  sender_key        char(64)      not null,              -- SHA-256 of the source and the sender
  at                timestamptz   not null               -- when the message arrived at the source
);
create index sender_message_rate on sender_message (sender_key, at);
create index sender_message_age on sender_message (at);
