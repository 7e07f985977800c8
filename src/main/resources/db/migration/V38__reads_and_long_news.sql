-- What changes no table: reads and sign-ins. The application notes them, through journal(); the brand follows from what
-- was read. Null, and with it the platform's own chain, for what belongs to no brand.
create function journal_brand_of(kind text, id uuid) returns uuid language sql stable as $$
  select case $1
    when 'brand' then (select n.brand_id from node n where n.id = $2)
    when 'delivery' then (select n.brand_id from delivery d join node n on n.id = d.node_id where d.id = $2)
    when 'signature' then (select n.brand_id from signature_request s join node n on n.id = s.node_id where s.id = $2)
    when 'document' then (select d.brand_id from document d where d.id = $2)
    when 'free_diffusion' then
      (select n.brand_id from free_diffusion f join node n on n.id = f.emitter_id where f.id = $2)
    when 'campaign' then (select c.brand_id from campaign c where c.id = $2)
    when 'campaign_export' then
      (select c.brand_id from campaign_export e join campaign c on c.id = e.campaign_id where e.id = $2)
    when 'deposit_batch' then (select b.brand_id from deposit_batch b where b.id = $2)
    when 'employee_import' then (select i.brand_id from employee_import i where i.id = $2)
  end
$$;

-- Tables that the first journal left out.
create function journal_client_company() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or old is distinct from new then
    perform journal(new.brand_id, null,
      case tg_op when 'INSERT' then 'CLIENT_COMPANY_CREATED' else 'CLIENT_COMPANY_CHANGED' end, 'client_company', new.id,
      jsonb_build_object('code', new.code, 'paperless', new.accepts_paperless));
  end if;
  return null;
end $$;
create trigger journal_client_company after insert or update on client_company
  for each row execute function journal_client_company();

create function journal_system_sends() returns trigger language plpgsql as $$
declare line system_sends;
begin
  line := case tg_op when 'DELETE' then old else new end;
  perform journal((select brand_id from actor where id = line.actor_id), null,
    case tg_op when 'DELETE' then 'SENDS_NO_MORE' else 'SENDS' end, 'actor', line.actor_id,
    jsonb_build_object('kind', line.kind));
  return null;
end $$;
create trigger journal_system_sends after insert or delete on system_sends
  for each row execute function journal_system_sends();

create function journal_employee_import() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or old.state <> new.state then
    perform journal(new.brand_id, case tg_op when 'INSERT' then new.author_id end,
      'IMPORT_' || case new.state when 'RUNNING' then 'CONFIRMED' else new.state end, 'employee_import', new.id, '{}');
  end if;
  return null;
end $$;
create trigger journal_employee_import after insert or update on employee_import
  for each row execute function journal_employee_import();

-- Pieces of news beyond those that a mail lists: a send to thousands expires within minutes.
alter table outgoing_mail add more int not null default 0;
