-- Who a catch-up still has to serve (C6): taken out as it goes on.
create table campaign_catch_up (
  campaign_id uuid not null references campaign,
  employee_id uuid not null references employee,
  deposit_id  uuid not null references deposit,
  primary key (campaign_id, employee_id)
);
-- The lines of one campaign, page by page.
create index delivery_by_source on delivery (source_id, number);
