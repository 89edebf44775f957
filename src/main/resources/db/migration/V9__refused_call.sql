-- Which kind of call an account's pause is for, when its key lacks the scope of that kind only; null: for all calls.
alter table account add column refused_call varchar(10);  -- create, chat, upload or status
