-- Rivya's request id of a job's cause, for its support: part of what sinks are told of a failure.
alter table job add column request_id varchar(200);
