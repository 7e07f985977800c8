-- Deposits whose process instance never finished them: started again once, then said to have failed.
alter table deposit add column restarted_at timestamptz;
create index deposit_unfinished on deposit (received_at) where state = 'RECEIVED' and process_instance_key is not null;
create index deposit_restarted on deposit (restarted_at) where state = 'RECEIVED' and restarted_at is not null;
