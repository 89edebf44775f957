-- Failures of a flow that no file declares, in the SQL that H2 and PostgreSQL share.

alter table job add column untold boolean default false not null; -- it failed or was cancelled while no file declared its flow: its failure sinks are told when one does again
