-- The ledger in an embedded SQLite; the same tables for PostgreSQL are in db/postgresql. Times are UTC texts of one width, such as
-- 2026-11-27T20:05:06.123456Z, so that they sort by time; credits are whole numbers of 1/10,000; booleans are 0 and 1.
-- Long texts have the limits of PostgreSQL.
-- What each state means and who sets it: README, "The ledger".

-- One row a brief. Narrow, since it is written at every step; the long texts are in job_content.
create table job (
  id                text    not null primary key,  -- ULID: sorts by arrival
  flow              text    not null,
  source_key        text    not null,              -- SHA-256 of source_id: unique for ids of any length
  source_name       text    not null,
  source            text    default '' not null,   -- the kind of source: http, folder, s3, or the scheme of an endpoint; empty: unknown
  caller            text    default '' not null,   -- a token's or a user's name, a folder, a bucket, else the source's route; empty: unknown
  account           text,                          -- null only for a refused brief
  model             text,
  kind              text    default 'generation' not null, -- generation or chat
  conversation      text,                          -- SHA-256 of the conversation's value; null: the turn stands alone
  state             text    not null,
  stage             text,                          -- the loop that moves it on; null: it rests
  due_at            text    not null,              -- when the stage may claim it; for a claimed row the lease's end
  owner             text,                          -- who holds the lease
  version           integer not null,              -- the fence: every claim and every outcome raises it
  claims            integer not null,              -- claims without an outcome since: a poisonous job shows here
  attempts          integer not null,              -- outcomes "try again" in a row
  sent_at           text,                          -- first send whose effect is not known
  streamed          integer default 0 not null,    -- whether its last send asked for a stream
  submitted_at      text,
  task_id           text,
  event_at          text,                          -- when the newest event of the task came; a poll that began before it is followed by another at once
  estimated_credits integer,
  reserved_credits  integer,
  final_credits     integer,
  held_credits      integer,                       -- reserved, since a paid call may be out; null: nothing is held
  held_day          text,                          -- the day in UTC on which it was reserved
  open_deliveries   integer not null,
  trouble           text,
  code              text,
  cause             text,
  request_id        text,                          -- Rivya's request id of the cause, for its support
  untold            integer default 0 not null,    -- it failed or was cancelled while no file declared its flow: its failure sinks are told when one does again
  created_at        text    not null,
  updated_at        text    not null,
  finished_at       text,
  flow_version      text,                          -- the version of its flow that accepted it; null: its flow is in no file
  replay_of         text,                          -- the ended job whose brief was run, or whose message was taken, again as this one; null: none
  unique (flow, source_key)
) strict;
create index job_due on job (stage, account, due_at, id) where stage is not null;
create index job_newest_of_flow on job (flow, state, id);
create index job_newest on job (state, id);
create index job_newest_of_caller on job (caller, state, id);
create index job_task on job (task_id);
create index job_replay on job (replay_of) where replay_of is not null;

-- Every text of a flow file that was in force, from the oldest on. What is already the newest of its flow adds no row.
create table flow_version (
  id                text    not null primary key,  -- ULID: sorts by time
  flow              text    not null,              -- the name of the file without .camel.yaml
  sha256            text    not null,
  text              text    not null check (length(text) <= 1000000),
  accepted_at       text    not null,
  replica           text    not null,              -- the process that accepted it
  ordered_by        text,                          -- who went back to it; null: the file had it
  reason            text,                          -- why, in that person's words
  instead_of        text,                          -- for an order: the SHA-256 of the file's text, in whose place this is in force until the file changes
  sinks             text,                          -- the sinks that it declares, as a JSON array; null: it has not run
  follows           text    not null,              -- the version of its flow before it; empty for the first
  unique (flow, follows)                           -- of two replicas that keep a text at the same moment, one comes first
) strict;
create index flow_version_of_flow on flow_version (flow, id);
create index flow_version_ordered on flow_version (id) where ordered_by is not null;

-- Which texts of flow files each running replica has in force. A row that is older than a minute is of one that has ended.
create table flow_replica (
  replica           text    not null primary key,  -- the process
  host              text    not null,              -- the name of its machine
  flows             text    not null,              -- the SHA-256 of the text by flow, as a JSON object; null for a flow that does not run
  seen_at           text    not null
) strict;

-- The flows that are switched off by an order. No row: the flow is on.
create table flow_switch (
  flow              text    not null primary key,  -- the name of the file without .camel.yaml
  ordered_by        text    not null,              -- who switched it off
  reason            text,                          -- why, in that person's words
  ordered_at        text    not null
) strict;

-- What stays of a job when its rows are deleted: its brief must never be paid for again.
create table past_job (
  flow              text    not null,
  source_key        blob    not null,              -- the 32 bytes of the job's source_key
  job_id            text    not null,
  state             text    not null,
  primary key (flow, source_key)
) strict, without rowid;

-- The keys that callers choose, with a fingerprint of the request that came first: another request under the same key is refused.
create table keyed_request (
  flow              text    not null,
  request_key       blob    not null,              -- SHA-256 of the source, the caller and the key
  fingerprint       blob    not null,              -- SHA-256 of the request's form and content
  primary key (flow, request_key)
) strict, without rowid;

create table job_content (
  job_id            text    not null primary key references job (id) on delete cascade,
  source_id         text    not null check (length(source_id) <= 1000000),
  prompt            text check (length(prompt) <= 1000000),
  params            text    not null check (length(params) <= 1000000), -- JSON object
  client_request_id text,
  idempotency_key   text    not null,
  conversation_name text check (length(conversation_name) <= 10000), -- the conversation as the brief or the flow names it
  return_address    text check (length(return_address) <= 50000), -- where the answer goes, as the source names it: a JSON object of texts
  omitted_text      text check (length(omitted_text) <= 100000), -- what of a message its job leaves out, such as earlier mails below an answer
  brief             text check (length(brief) <= 1000000), -- what the source handed in, before the steps of the flow, as JSON; null: the job shows all of it
  request           text check (length(request) <= 1000000), -- the exact bytes of the create call, as UTF-8 text
  result            text check (length(result) <= 1000000) -- Rivya's result object
) strict;

create table job_file (
  job_id            text    not null references job (id) on delete cascade,
  role              text    not null,              -- reference or result
  n                 integer not null,
  name              text    not null,
  content_type      text,
  kind              text,
  size              integer not null,
  sha256            text,
  url               text check (length(url) <= 8000),
  beside            text,                          -- the name of the file beside the brief, where the brief gives its reference another name
  primary key (job_id, role, n)
) strict, without rowid;
create index job_file_sha256 on job_file (sha256);

-- The timeline: one row for everything that happened to a job.
create table job_event (
  id                integer primary key autoincrement,
  job_id            text    not null references job (id) on delete cascade,
  at                text    not null,
  state             text    not null,
  attempt           integer not null,
  trouble           text,
  code              text,
  text              text,
  request_id        text
) strict;
create index job_event_job on job_event (job_id, id);

-- Every order of a person, carried out or refused, written with its effect.
create table audit (
  id                text    not null primary key,  -- ULID: sorts by time
  at                text    not null,
  caller            text    not null,              -- who ordered it
  role              text,                          -- the caller's role at that time
  login             text,                          -- how the caller signed in: token, password, oidc, local
  action            text    not null,              -- replay, redeliver, cancel, take-again, rotate-secret and so on
  thing_kind        text    not null,              -- job, message, account, flow, bulk-order
  thing             text    not null,              -- its id, or the name of the account
  reason            text,                          -- why, in the caller's words
  outcome           text    not null,              -- done or refused
  text              text    not null,              -- what was done, or why it was refused
  bulk_id           text                           -- the bulk order that it is a part of; null: given alone
) strict;
create index audit_of_thing on audit (thing, id);
create index audit_of_caller on audit (caller, id);
create index audit_of_action on audit (action, id);
create index audit_of_bulk on audit (bulk_id, id);
create index audit_refused on audit (id) where outcome = 'refused';

-- An order to many jobs; its jobs are in bulk_item.
create table bulk_order (
  id                text    not null primary key,  -- ULID: jobs that arrived later are never part of it
  name              text    not null unique,
  kind              text    not null,              -- replay, release, cancel or redeliver
  deliveries        text,                          -- dead or all; null: what the kind does by default
  filter            text    not null,              -- the search for its jobs, as written
  reason            text    not null,
  first_jobs        integer not null,              -- so many are ordered first, the rest only if they succeed; 0: none
  stop_above        integer not null,              -- the percentage of failed jobs above which it pauses itself
  caller            text    not null,              -- who started it; before, who asked for it
  role              text,
  login             text,
  state             text    not null,              -- planning, planned, running, paused, finished, ended
  cause             text,                          -- why it is paused or was ended
  read_to           text,                          -- the last job that the search has found; null: none yet
  plan              text    not null,              -- what it would do, as its jobs were found: a JSON object
  waiting           integer not null,              -- jobs by what became of the order, as of the last batch
  open              integer not null,
  succeeded         integer not null,
  failed            integer not null,
  skipped           text    not null,              -- jobs that no longer allowed it, by the reason: a JSON object
  tried             integer not null,              -- whether the first jobs need no longer be waited for
  ended_before      integer not null,              -- jobs that had ended when it was resumed
  failed_before     integer not null,              -- jobs that had failed when it was resumed
  owner             text,                          -- the process that carries out a batch
  due_at            text    not null,              -- when a batch may be claimed; for a claimed row the lease's end
  version           integer not null,              -- the fence: every claim and every batch raises it
  created_at        text    not null,
  updated_at        text    not null
) strict;

create table bulk_item (
  bulk_id           text    not null references bulk_order (id),
  job_id            text    not null,
  state             text    not null,              -- waiting, open, succeeded, failed, skipped
  reason            text,                          -- why it was skipped
  primary key (bulk_id, job_id)
) strict, without rowid;
create index bulk_item_state on bulk_item (bulk_id, state, job_id);

-- One row a result and sink: the outbox.
create table delivery (
  id                text    not null primary key,  -- the delivery id that receivers see
  job_id            text    not null references job (id) on delete cascade,
  flow              text    not null,
  sink              text    not null,
  state             text    not null,              -- pending, delivered, dead
  due_at            text    not null,
  owner             text,
  version           integer not null,
  claims            integer not null,
  attempts          integer not null,
  delivered_to      text,
  cause             text,
  created_at        text    not null,
  updated_at        text    not null,
  unique (job_id, sink)
) strict;
-- Queries repeat the condition as it stands here, so that SQLite uses the index.
create index delivery_due on delivery (state, flow, sink, due_at, id) where state <> 'delivered';

-- Which of Rivya's sessions a conversation continues in, and whose turn it is.
create table conversation (
  flow              text    not null,
  conversation      text    not null,
  account           text,                          -- a session holds for one account and model
  model             text,
  session_id        text,                          -- null: the next turn begins a new session
  turn              text,                          -- the job that may be sent; null: none
  updated_at        text    not null,
  primary key (flow, conversation)
) strict, without rowid;
create index conversation_age on conversation (updated_at);

-- The turns of a conversation that have not ended. Their order is the database's: ids are made by the clocks of several replicas.
create table turn (
  flow              text    not null,
  conversation      text    not null,
  job_id            text    not null,
  n                 integer,
  primary key (flow, conversation, job_id)
) strict;
create trigger turn_number after insert on turn begin
  update turn set n = new.rowid where rowid = new.rowid;
end;

-- References that an account has uploaded: reused by content.
create table upload (
  account           text    not null,
  sha256            text    not null,
  file_id           text    not null,
  url               text    not null check (length(url) <= 8000),
  duration_token    text,
  uploaded_at       text    not null,
  primary key (account, sha256)
) strict;
create index upload_age on upload (uploaded_at);

-- Which job brings which bytes to Rivya now. It holds while that claim of the job does.
create table upload_claim (
  account           text    not null,
  sha256            text    not null,
  job_id            text    not null references job (id) on delete cascade,
  version           integer not null,              -- the job's fence at the claim
  primary key (account, sha256)
) strict, without rowid;
create index upload_claim_job on upload_claim (job_id);

-- What all replicas must know of an account: its pause, and the call that may go out next.
create table account (
  name              text    not null primary key,
  trouble           text,                          -- null: not paused
  code              text,
  cause             text,
  paused_at         text,
  retry_at          text,                          -- when one job may try again
  pauses            integer not null,              -- pauses in a row, for the next retry_at
  key_mark          text,                          -- fingerprint of the key that was refused
  refused_call      text,                          -- the kind of call that the pause is for (create, chat, upload, status), when the key lacks its scope only; null: all calls
  next_call_at      text    not null,              -- the rate budget: the next free slot
  held_until        text,                          -- until when Rivya asked all callers of the account to wait; null: it never did
  ordered_by        text,                          -- who paused it by an order; null: nobody. It is independent of trouble
  order_reason      text,
  ordered_at        text
) strict;

-- Idempotent Consumer: keys that routes have claimed and confirmed.
create table idempotent_key (
  repository        text    not null,
  key_hash          text    not null,
  key_text          text    not null check (length(key_text) <= 1000000),
  state             text    not null,              -- claimed or confirmed
  owner             text,
  due_at            text    not null,              -- a claim's end, or when it was confirmed
  created_at        text    not null,
  primary key (repository, key_hash)
) strict;
create index idempotent_key_due on idempotent_key (due_at);

-- One row an event of Rivya, and one a status of a task: what comes again finds its row and does nothing.
create table event (
  account           text    not null,
  event_id          text    not null,              -- the signed id, or the SHA-256 of the body
  task_id           text,                          -- null: it is about no generation
  type              text    not null,
  status            text,
  received_at       text    not null,
  generation        text check (length(generation) <= 1000000), -- the generation object, as JSON
  applied_at        text,                          -- when the task's job was settled behind it; null: it had no effect
  primary key (account, event_id),
  unique (account, task_id, status)
) strict;
create index event_age on event (received_at);
create index event_newest on event (account, received_at, event_id);

-- The program's own webhook endpoints at Rivya. One row an account: one endpoint, however many replicas register it.
create table webhook_endpoint (
  account           text    not null primary key,
  url               text    not null,              -- where Rivya sends the events
  endpoint_id       text,                          -- Rivya's id; null: not registered yet
  rotate            integer not null,              -- a new secret is wanted: by order, or since Rivya's newest one is not known
  ordered_by        text,                          -- who ordered the last rotation
  ordered_at        text,
  due_at            text    not null,              -- the next look at Rivya; for a claimed row the lease's end
  owner             text,                          -- who looks now
  version           integer not null,              -- the fence: every claim and every outcome raises it
  attempts          integer not null,              -- failures in a row
  cause             text,                          -- the last failure; null: all is well
  looked_at         text,                          -- when Rivya last told about it
  disabled_since    text                           -- since when Rivya is seen to send nothing to it; null: it sends
) strict;

-- The secrets that events may be signed with, encrypted under rivya.secrets-key.
create table webhook_secret (
  id                integer primary key autoincrement,
  account           text    not null,
  sealed            text    not null,
  created_at        text    not null,
  ends_at           text                           -- null: in force; else until then, after a rotation
) strict;
create index webhook_secret_account on webhook_secret (account);

-- One row an account, day in UTC, flow and model; changed in the transaction of the job's change.
create table spend (
  account           text    not null,
  flow              text    not null,
  model             text    not null,
  spent_on          text    not null,
  reserved          integer not null,              -- held by jobs that are not settled
  spent             integer not null,              -- settled
  refunded          integer not null,              -- reserved before and not spent
  primary key (account, spent_on, flow, model)
) strict, without rowid;
create index spend_of_flow on spend (flow, spent_on);
create index spend_of_day on spend (spent_on);

-- One row a budget: locked while credits are reserved, so that no two replicas take the same last ones.
create table budget (
  scope             text    not null,              -- account or flow
  name              text    not null,
  primary key (scope, name)
) strict, without rowid;

-- What was told of a budget or a balance, once each.
create table credit_alert (
  scope             text    not null,
  name              text    not null,
  period            text    not null,              -- 2026-11-23, 2026-11, or balance
  mark              integer not null,              -- the cap, or the balance warned of
  percent           integer not null,              -- 50, 75 or 100; 0 for a balance
  at                text    not null,
  text              text    not null,
  primary key (scope, name, period, mark, percent)
) strict, without rowid;
create index credit_alert_age on credit_alert (at);

-- The balances of an account as Rivya told them.
create table balance (
  account           text    not null,
  at                text    not null,
  credits           integer not null,
  primary key (account, at)
) strict, without rowid;
create index balance_age on balance (at);

-- What Rivya last told of its models. One row an address of Rivya; the accounts that have it share the row.
create table catalogue (
  base_url          text    not null primary key,
  models            text check (length(models) <= 1000000), -- the list of models as Rivya told it, as JSON; null: never told
  revision          integer not null,              -- raised when the models change: a replica that knows another one reads the row anew
  told_at           text,                          -- when Rivya last told the models, changed or not
  changed_at        text,                          -- when they last were others than before
  due_at            text    not null,              -- when Rivya is asked again; for a claimed row the lease's end
  owner             text,                          -- who asks now
  version           integer not null,              -- the fence: every claim and every outcome raises it
  cause             text                           -- why the last question failed; null: it did not
) strict;

-- The models that were available and are no longer. Their jobs wait.
create table paused_model (
  base_url          text    not null,
  model             text    not null,
  status            text    not null,              -- gone, or Rivya's own word, such as coming_soon
  item              text    not null check (length(item) <= 1000000), -- what Rivya told of it while it was available, as JSON
  since             text    not null,
  primary key (base_url, model)
) strict;

-- What the sources of flows report, and what they have read. One row a route with a source that polls.
create table source (
  route             text    not null primary key,  -- the id of the route that reads from it
  kind              text    not null,              -- folder, s3, mail
  address           text    not null,              -- what it reads: a folder, a bucket, a mailbox
  delay_millis      integer not null,              -- the time between two polls
  polled_at         text,                          -- the last poll without a failure
  failed_since      text,                          -- the first failed poll since
  failures          integer not null,              -- failed polls in a row
  cause             text,                          -- why the last poll failed
  waiting           integer,                       -- how many it has not taken; null: unknown
  oldest_at         text,                          -- the time of the oldest that it has not taken
  position          text,                          -- up to where it has read, in the source's own terms
  reported_at       text    not null,
  owner             text,                          -- the process that polls it; null where every process may
  due_at            text    not null,              -- the end of its lease
  version           integer not null               -- the fence: every claim raises it
) strict;

-- Up to where a source had read at an address that it no longer has, for when it changes back.
create table source_position (
  route             text    not null,              -- the id of the route
  kind              text    not null,
  address           text    not null,
  position          text    not null,
  primary key (route, kind, address)
) strict;

-- Messages that make no job, each with its reason and its raw bytes.
create table quarantine (
  id                text    not null primary key,  -- ULID: sorts by the time of quarantine
  message_key       text    not null unique,       -- SHA-256 of the route, the source, the caller, the source's id, and the content if the id does not identify it
  route             text    not null,              -- the route that takes it again
  flow              text,                          -- the flows that the route feeds, as far as it names them
  source            text    not null,              -- the kind of source: mail, kafka, folder, s3
  caller            text    not null,              -- a mailbox, a topic, a folder, a bucket
  source_id         text    not null check (length(source_id) <= 1000000),
  name              text    not null,              -- a subject, a key: what people know it by
  code              text    not null,              -- why, for scripts
  reason            text    not null,              -- why, and what to do
  job_id            text,                          -- the failed job that has the reason too
  sha256            text,                          -- its raw bytes in the media store; null: not kept
  size              integer,
  content_type      text,
  encoding          text,                          -- the Content-Encoding of these bytes
  set_aside         text,                          -- where its source has set it aside; null: nowhere
  received_at       text    not null,
  quarantined_at    text    not null,
  state             text    not null,              -- kept, ordered (its replay waits), taken (it made jobs)
  ordered_at        text,                          -- the last order to take it again
  ordered_by        text,
  order_reason      text,
  taken_at          text,
  outcome           text,                          -- what became of the last order
  owner             text,                          -- the process that carries out the order
  due_at            text    not null,              -- when the order may be claimed; for a claimed one the lease's end; else the last change
  version           integer not null               -- the fence: every claim raises it
) strict;
create index quarantine_of_route on quarantine (route, state, due_at);
create index quarantine_sha256 on quarantine (sha256);
create index quarantine_age on quarantine (due_at);

-- The messages of each sender, so that nobody orders more in a time than a source allows.
create table sender_message (
  message_key       text    not null primary key,  -- SHA-256 of the source and the message: a repeat is counted once
  sender_key        text    not null,              -- SHA-256 of the source and the sender
  at                text    not null               -- when the message arrived at the source
) strict, without rowid;
create index sender_message_rate on sender_message (sender_key, at);
create index sender_message_age on sender_message (at);
