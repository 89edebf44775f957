-- Who asked for a job, in the SQL that H2 and PostgreSQL share. source_key is from now on the SHA-256 of the source, the caller, the
-- source's own id and the row as separate fields; in jobs from before this version it is that of the id as one text.

alter table job add column source varchar(100) default '' not null; -- the kind of source: http, folder, s3, or the scheme of an endpoint; empty: from before
alter table job add column caller varchar(400) default '' not null; -- a token's or a user's name, a folder, a bucket, else the source's route; empty: from before
create index job_newest_of_caller on job (caller, state, id);

alter table job_content add column conversation_name varchar(10000); -- the conversation as the brief or the flow names it

-- The keys that callers choose, with a fingerprint of the request that came first: another request under the same key is refused.
create table keyed_request (
  flow              varchar(100)  not null,
  request_key       bytea         not null,              -- SHA-256 of the source, the caller and the key
  fingerprint       bytea         not null,              -- SHA-256 of the request's form and content
  primary key (flow, request_key)
);
