-- The people of one campaign, by date and by name, page by page (C14). Bytewise, whatever the collation.
create index delivery_of_campaign_by_date on delivery
  (source_id, (coalesce(handed_over_at, prepared_at)), number) where origin = 'CAMPAIGN';
create index delivery_of_campaign_by_name on delivery (source_id, (search collate "C"), number)
  where origin = 'CAMPAIGN';
-- Who should have received something and did not.
create index delivery_of_campaign_failed on delivery (source_id, number) where origin = 'CAMPAIGN' and state = 'FAILED';
create index outgoing_mail_failed on outgoing_mail (node_id, queued_at desc, id) where state = 'FAILED';
create index employee_without_account on employee (agency_id, last_name, first_name, id) where account_id is null;
