-- Rivya may switch an endpoint off, in the SQL that H2 and PostgreSQL share.

alter table webhook_endpoint add column disabled_since timestamp(6) with time zone; -- since when Rivya is seen to send nothing to it; null: it sends
