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
