-- Credits: what jobs hold and have spent, the balances that Rivya told, and the alerts.

alter table job add column held_credits numeric(14,4);   -- reserved, since a paid call may be out; null: nothing is held
alter table job add column held_day     date;            -- the day in UTC on which it was reserved

-- One row an account, flow and day in UTC; changed in the transaction of the job's change.
create table spend (
  account           varchar(100)  not null,
  flow              varchar(100)  not null,
  spent_on          date          not null,
  reserved          numeric(18,4) not null,              -- held by jobs that are not settled
  spent             numeric(18,4) not null,              -- settled
  primary key (account, flow, spent_on)
);
create index spend_of_flow on spend (flow, spent_on);

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
  at                timestamp(6) with time zone not null,
  text              varchar(2000) not null,
  primary key (scope, name, period, mark, percent)
);
create index credit_alert_age on credit_alert (at);

-- The balances of an account as Rivya told them.
create table balance (
  account           varchar(100)  not null,
  at                timestamp(6) with time zone not null,
  credits           numeric(18,4) not null,
  primary key (account, at)
);
create index balance_age on balance (at);

-- Until when Rivya asked all callers of the account to wait; null: it never did.
alter table account add column held_until timestamp(6) with time zone;
