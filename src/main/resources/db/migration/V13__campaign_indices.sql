-- Who a catch-up still has to serve (C6): taken out as it goes on.
create table campaign_catch_up (
  campaign_id uuid not null references campaign,
  employee_id uuid not null references employee,
  deposit_id  uuid not null references deposit,
  primary key (campaign_id, employee_id)
);
-- The lines of one campaign, page by page.
create index delivery_by_source on delivery (source_id, number);
-- The list Documents is of free diffusions: what payroll and campaigns bring stays out of its indices.
drop index delivery_newest, delivery_by_node, delivery_by_sender, delivery_unsettled, delivery_search;
create index delivery_newest on delivery (prepared_at desc, number desc) where origin = 'FREE_DIFFUSION';
create index delivery_by_node on delivery (node_id, prepared_at desc, number desc) where origin = 'FREE_DIFFUSION';
create index delivery_by_sender on delivery (sender_id, prepared_at desc, number desc) where origin = 'FREE_DIFFUSION';
create index delivery_unsettled on delivery (node_id, state, prepared_at desc, number desc)
  where origin = 'FREE_DIFFUSION' and state not in ('NOTIFIED', 'OPENED');
create index delivery_search on delivery using gin (search gin_trgm_ops) where origin = 'FREE_DIFFUSION';
