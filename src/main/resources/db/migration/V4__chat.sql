-- Chat turns as jobs, and the conversations that they belong to.

alter table job add column kind varchar(10) default 'generation' not null; -- generation or chat
alter table job add column conversation char(64);        -- SHA-256 of the conversation's value; null: the turn stands alone
alter table job add column streamed boolean default false not null; -- whether its last send asked for a stream

-- Which of Rivya's sessions a conversation goes on in, and whose turn it is.
create table conversation (
  flow              varchar(100)  not null,
  conversation      char(64)      not null,
  account           varchar(100),                        -- a session holds for one account and model
  model             varchar(200),
  session_id        varchar(200),                        -- null: the next turn begins a new session
  turn              varchar(26),                         -- the job that may be sent; null: none
  updated_at        timestamp(6) with time zone not null,
  primary key (flow, conversation)
);
create index conversation_age on conversation (updated_at);

-- The turns of a conversation that have not ended, in the order of their jobs' ids.
create table turn (
  flow              varchar(100)  not null,
  conversation      char(64)      not null,
  job_id            varchar(26)   not null,
  primary key (flow, conversation, job_id)
);
