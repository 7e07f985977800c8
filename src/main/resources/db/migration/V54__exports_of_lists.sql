-- Exports of what a user sees in the lists of sent documents and of deposits: of the nodes that the user sees there.
alter table campaign_export
  alter campaign_id drop not null,
  add subject text not null default 'CAMPAIGN' check (subject in ('CAMPAIGN', 'SENDS', 'DEPOSITS')),
  add nodes uuid[],
  add check ((subject = 'CAMPAIGN') = (campaign_id is not null)),
  add check ((subject = 'CAMPAIGN') = (nodes is null));
create index campaign_export_of_list on campaign_export (actor_id, subject, requested_at desc) where campaign_id is null;

create or replace function journal_export() returns trigger language plpgsql as $$
begin
  perform journal(coalesce((select brand_id from campaign where id = new.campaign_id), journal_brand(new.nodes[1])),
    new.actor_id, 'EXPORT_REQUESTED', case new.subject when 'CAMPAIGN' then 'campaign' else 'campaign_export' end,
    coalesce(new.campaign_id, new.id), jsonb_build_object('export', new.id, 'of', new.subject, 'from', new.first_day,
      'to', new.last_day, 'format', new.format));
  return null;
end $$;

create or replace function journal_brand_of(kind text, id uuid) returns uuid language sql stable as $$
  select case $1
    when 'brand' then (select n.brand_id from node n where n.id = $2)
    when 'delivery' then (select n.brand_id from delivery d join node n on n.id = d.node_id where d.id = $2)
    when 'signature' then (select n.brand_id from signature_request s join node n on n.id = s.node_id where s.id = $2)
    when 'document' then (select d.brand_id from document d where d.id = $2)
    when 'free_diffusion' then
      (select n.brand_id from free_diffusion f join node n on n.id = f.emitter_id where f.id = $2)
    when 'campaign' then (select c.brand_id from campaign c where c.id = $2)
    when 'campaign_export' then
      (select coalesce((select c.brand_id from campaign c where c.id = e.campaign_id), journal_brand(e.nodes[1]))
       from campaign_export e where e.id = $2)
    when 'deposit_batch' then (select b.brand_id from deposit_batch b where b.id = $2)
    when 'employee_import' then (select i.brand_id from employee_import i where i.id = $2)
  end
$$;
