-- The people of one campaign by the other columns too, page by page (C14). What brought a line and the matricule
-- never change: they stand in it. Agencies and documents are gone through by name, each by its own part of an index.
alter table delivery
  add brought_by    text check (brought_by in ('PAYSLIP', 'CONTRACT')),
  add matricule_key text;
alter table delivery disable trigger user;
update delivery d set matricule_key = searchable(e.matricule), brought_by = dep.kind
from employee e, deposit dep where d.origin = 'CAMPAIGN' and e.id = d.employee_id and dep.id = d.deposit_id;
alter table delivery enable trigger user;
alter table delivery
  add check (origin <> 'CAMPAIGN' or (brought_by is not null and matricule_key is not null));

create index delivery_of_campaign_by_matricule on delivery (source_id, (matricule_key collate "C"), number)
  where origin = 'CAMPAIGN';
create index delivery_of_campaign_by_trigger on delivery (source_id, brought_by, number) where origin = 'CAMPAIGN';
create index delivery_of_campaign_by_agency on delivery (source_id, node_id, number) where origin = 'CAMPAIGN';
-- This one finds those who failed, too.
create index delivery_of_campaign_by_state on delivery (source_id, state, number) where origin = 'CAMPAIGN';
drop index delivery_of_campaign_failed;
-- Copies of a campaign have its documents.
drop index delivery_by_document;
create index delivery_by_document on delivery (document_id, source_id, number);
-- Those of many campaigns, newest first.
create index delivery_left_out on delivery (prepared_at desc, id desc) where origin = 'CAMPAIGN' and state = 'FAILED';
