-- What the sources of flows report, and what they have read, in the SQL that H2 and PostgreSQL share.

-- One row a route with a source that polls.
create table source (
  route             varchar(200)  not null primary key,  -- the id of the route that reads from it
  kind              varchar(100)  not null,              -- folder, s3, mail
  address           varchar(2000) not null,              -- what it reads: a folder, a bucket, a mailbox
  delay_millis      bigint        not null,              -- the time between two polls
  polled_at         timestamp(6) with time zone,         -- the last poll without a failure
  failed_since      timestamp(6) with time zone,         -- the first failed poll since
  failures          int           not null,              -- failed polls in a row
  cause             varchar(2000),                       -- why the last poll failed
  waiting           bigint,                              -- how many it has not taken; null: unknown
  oldest_at         timestamp(6) with time zone,         -- the time of the oldest that it has not taken
  position          varchar(4000),                       -- up to where it has read, in the source's own terms
  reported_at       timestamp(6) with time zone not null,
  owner             varchar(64),                         -- the process that polls it; null where every process may
  due_at            timestamp(6) with time zone not null, -- the end of its lease
  version           bigint        not null               -- the fence: every claim raises it
);
