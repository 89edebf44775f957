-- The name of the file beside the brief, where the brief gives its reference another name.
alter table job_file add column beside varchar(1100);
