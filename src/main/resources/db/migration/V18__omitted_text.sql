-- What of a message its job leaves out, such as earlier mails below an answer.
alter table job_content add column omitted_text varchar(100000);
