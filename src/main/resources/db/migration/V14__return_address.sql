-- Where the answer to a job goes, as its source names it: a JSON object of texts.
alter table job_content add column return_address varchar(50000);
