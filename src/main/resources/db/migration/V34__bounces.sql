-- A mail that its server sent back: it stays FAILED with sent_at, and is told apart by bounced_at.
alter table outgoing_mail add column bounced_at timestamptz;
create index outgoing_mail_of_person on outgoing_mail (employee_id, queued_at desc, id) where employee_id is not null;
create index outgoing_mail_of_account on outgoing_mail (owner_id, queued_at desc, id) where owner_id is not null;

-- How far the mailbox of bounces was read; its row is also the lock of who reads it.
create table bounce_mailbox (
  mailbox      text primary key,
  uid_validity bigint not null,
  last_uid     bigint not null
);
