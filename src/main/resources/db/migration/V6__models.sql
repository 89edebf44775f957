-- What Rivya last told of its models, and the uploads under way, in the SQL that H2 and PostgreSQL share.

-- One row an address of Rivya; the accounts that have it share the row.
create table catalogue (
  base_url          varchar(2000) not null primary key,
  models            varchar(1000000),                    -- the list of models as Rivya told it, as JSON; null: never told
  revision          bigint        not null,              -- raised when the models change: a replica that knows another one reads the row anew
  told_at           timestamp(6) with time zone,         -- when Rivya last told the models, changed or not
  changed_at        timestamp(6) with time zone,         -- when they last were others than before
  due_at            timestamp(6) with time zone not null, -- when Rivya is asked again; for a claimed row the lease's end
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
  since             timestamp(6) with time zone not null,
  primary key (base_url, model)
);

-- Which job brings which bytes to Rivya now. It holds while that claim of the job does.
create table upload_claim (
  account           varchar(100)  not null,
  sha256            char(64)      not null,
  job_id            varchar(26)   not null references job (id) on delete cascade,
  version           bigint        not null,              -- the job's fence at the claim
  primary key (account, sha256)
);
create index upload_claim_job on upload_claim (job_id);
