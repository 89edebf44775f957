-- The messages of each sender, so that nobody orders more in a time than a source allows, in the SQL that H2 and PostgreSQL share.

create table sender_message (
  message_key       char(64)      not null primary key,  -- SHA-256 of the source and the message: a repeat is counted once
  sender_key        char(64)      not null,              -- SHA-256 of the source and the sender
  at                timestamp(6) with time zone not null -- when the message arrived at the source
);
create index sender_message_rate on sender_message (sender_key, at);
create index sender_message_age on sender_message (at);
