-- What people do to a draft of a campaign (C2, C7): what they changed, never what it says now.
create or replace function journal_campaign() returns trigger language plpgsql as $$
declare changed jsonb;
begin
  if tg_op = 'INSERT' then
    perform journal(new.brand_id, new.author_id, 'CAMPAIGN_DRAFTED', 'campaign', new.id,
      jsonb_build_object('target', new.target_id, 'origin', new.origin));
  elsif old.launches < new.launches then
    perform journal(new.brand_id, new.launched_by, 'CAMPAIGN_LAUNCHED', 'campaign', new.id,
      jsonb_build_object('target', new.target_id, 'from', new.serves_from, 'until', new.serves_until,
        'documents', (select jsonb_agg(document_id order by position) from campaign_document where campaign_id = new.id)));
  elsif old.state <> new.state then
    perform journal(new.brand_id, case new.state when 'CLOSED' then new.closed_by end, 'CAMPAIGN_' ||
      case new.state when 'DRAFT' then 'UNSCHEDULED' when 'ACTIVE' then 'ACTIVATED' else new.state end, 'campaign',
      new.id, '{}');
  elsif new.state = 'DRAFT' then
    select jsonb_agg(n.key order by n.key) into changed
    from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o on o.key = n.key
    where n.value is distinct from o.value and n.key in ('target_id', 'name', 'kind', 'on_payslip', 'on_contract',
      'executives', 'retroactive', 'retroactive_since', 'start_date', 'end_date');
    if changed is not null then
      perform journal(new.brand_id, null, 'CAMPAIGN_CHANGED', 'campaign', new.id, jsonb_build_object('changed', changed));
    end if;
  end if;
  return null;
end $$;

create function journal_campaign_document() returns trigger language plpgsql as $$
declare line campaign_document;
begin
  line := case tg_op when 'DELETE' then old else new end;
  perform journal(c.brand_id, null, case tg_op when 'DELETE' then 'CAMPAIGN_DOCUMENT_REMOVED' else 'CAMPAIGN_DOCUMENT_ADDED'
    end, 'campaign', c.id, jsonb_build_object('document', line.document_id,
    'sha256', (select encode(d.original_sha256, 'hex') from document d where d.id = line.document_id)))
  from campaign c where c.id = line.campaign_id;
  return null;
end $$;
create trigger journal_campaign_document after insert or delete on campaign_document for each row
  execute function journal_campaign_document();

create function journal_campaign_company() returns trigger language plpgsql as $$
declare line campaign_client_company;
begin
  line := case tg_op when 'DELETE' then old else new end;
  perform journal(c.brand_id, null, case tg_op when 'DELETE' then 'CAMPAIGN_COMPANY_REMOVED' else 'CAMPAIGN_COMPANY_ADDED'
    end, 'campaign', c.id, jsonb_build_object('clientCompany', line.client_company_id))
  from campaign c where c.id = line.campaign_id;
  return null;
end $$;
create trigger journal_campaign_company after insert or delete on campaign_client_company for each row
  execute function journal_campaign_company();

-- Its name and its type are what people will see, and what they are asked (F6, F7).
create function journal_document_changed() returns trigger language plpgsql as $$
begin
  perform journal(new.brand_id, null, 'DOCUMENT_CHANGED', 'document', new.id, jsonb_build_object(
    'name', case when old.name <> new.name then true end, 'type', case when old.type <> new.type then new.type end));
  return null;
end $$;
create trigger journal_document_changed after update of name, type on document for each row
  when (old.name <> new.name or old.type <> new.type) execute function journal_document_changed();

-- What of a node, an account or a person was changed, and nothing where all stayed as it was.
create or replace function journal_node() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform journal(new.brand_id, null, 'NODE_CREATED', 'node', new.id,
      jsonb_build_object('kind', new.kind, 'code', new.code, 'parent', new.parent_id));
  elsif old is distinct from new then
    perform journal(new.brand_id, null, 'NODE_CHANGED', 'node', new.id, jsonb_build_object('kind', new.kind,
      'code', new.code, 'name', nullif(old.name <> new.name, false),
      'sender', nullif(old.sender_name is distinct from new.sender_name, false),
      'logo', case when old.logo is distinct from new.logo then coalesce(encode(sha256(new.logo), 'hex'), 'none') end));
  end if;
  return null;
end $$;
create or replace function journal_actor_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform journal(new.brand_id, null, 'ACTOR_CREATED', 'actor', new.id,
      jsonb_build_object('kind', new.kind, 'admin', new.admin));
  elsif old is distinct from new then
    perform journal(new.brand_id, null, 'ACTOR_CHANGED', 'actor', new.id, jsonb_build_object(
      'name', nullif(old.name <> new.name, false),
      'password', case when old.password is distinct from new.password then true end,
      'key', case when old.key_hash is distinct from new.key_hash then true end,
      'address', case when old.email is distinct from new.email then true end,
      'admin', case when old.admin <> new.admin then new.admin end,
      'active', case when old.active <> new.active then new.active end));
  end if;
  return null;
end $$;
create or replace function journal_employees_changed() returns trigger language plpgsql as $$
begin
  insert into journal_entry (brand_id, actor_id, action, subject_kind, subject_id, details)
  with line as materialized (
    select e.brand_id, e.id, case when o.agency_id <> e.agency_id then e.agency_id end as agency,
      case when o.email <> e.email then true end as address,
      case when (o.last_name, o.first_name) <> (e.last_name, e.first_name) then true end as name,
      case when o.executive <> e.executive then e.executive end as executive,
      case when o.account_id is distinct from e.account_id then e.account_id end as account,
      (o.agency_id, o.email, o.last_name, o.first_name, o.executive, o.account_id)
        is distinct from (e.agency_id, e.email, e.last_name, e.first_name, e.executive, e.account_id) as changed
    from new_lines e full join old_lines o on o.id = e.id
  )
  select brand_id, journal_actor(null), 'EMPLOYEE_CHANGED', 'employee', id, jsonb_strip_nulls(jsonb_build_object(
    'agency', agency, 'address', address, 'name', name, 'executive', executive, 'account', account))
  from line where changed;
  return null;
end $$;

-- Tables that the journal left out: the address of a brand's support (O7), and links to choose a new password.
create function journal_support() returns trigger language plpgsql as $$
declare line brand_support;
begin
  line := case tg_op when 'DELETE' then old else new end;
  if old is distinct from new then
    perform journal(line.brand_id, null, 'SUPPORT_CHANGED', 'brand', line.brand_id, '{}');
  end if;
  return null;
end $$;
create trigger journal_support after insert or update or delete on brand_support
  for each row execute function journal_support();
create function journal_password_link() returns trigger language plpgsql as $$
begin
  perform journal((select brand_id from actor where id = new.owner_id), null, 'PASSWORD_LINK_ISSUED',
    case when exists (select 1 from vault_account where id = new.owner_id) then 'vault_account' else 'actor' end,
    new.owner_id, jsonb_build_object('until', new.expires_at));
  return null;
end $$;
create trigger journal_password_link after insert on password_link
  for each row execute function journal_password_link();
