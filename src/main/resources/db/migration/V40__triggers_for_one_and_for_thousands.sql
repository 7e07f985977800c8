-- A trigger's plan is made by the first statement that a connection happens to run, and kept: it must serve one line
-- and thousands alike. A full join is never a nested loop, and a scalar subquery always goes by the key.
create or replace function journal_delivery() returns trigger language plpgsql as $$
begin
  insert into journal_entry (brand_id, actor_id, action, subject_kind, subject_id, details)
  with line as materialized (
    select d.id, d.hand_over_id, d.employee_id, d.document_id, d.source_id, d.sender_id, d.number, d.reason, d.node_id,
      o.handed_over_at is null and d.handed_over_at is not null as handed_over,
      o.notified_at is null and d.notified_at is not null as notified,
      o.opened_at is null and d.opened_at is not null as opened,
      o.state <> 'FAILED' and d.state = 'FAILED' as failed
    from new_lines d full join old_lines o on o.id = d.id
  )
  select journal_brand(node_id), null::uuid, 'HANDED_OVER', 'hand_over', hand_over_id, jsonb_build_object(
    'employee', employee_id, 'deliveries', jsonb_agg(jsonb_build_object('id', id, 'document', document_id,
      'source', source_id, 'sender', sender_id, 'sha256', (select encode(coalesce(doc.delivered_sha256,
        doc.original_sha256), 'hex') from document doc where doc.id = document_id)) order by number))
  from line where handed_over group by node_id, hand_over_id, employee_id
  union all
  select journal_brand(node_id), null, 'NOTIFIED', 'hand_over', hand_over_id,
    jsonb_build_object('employee', employee_id)
  from line where notified group by node_id, hand_over_id, employee_id
  union all
  select journal_brand(node_id), journal_actor(null), case when failed then 'DELIVERY_FAILED' else 'OPENED' end,
    'delivery', id, jsonb_strip_nulls(jsonb_build_object('employee', employee_id, 'document', document_id,
      'reason', reason))
  from line where opened or failed;
  return null;
end $$;

create or replace function journal_employees_changed() returns trigger language plpgsql as $$
begin
  insert into journal_entry (brand_id, actor_id, action, subject_kind, subject_id, details)
  with line as materialized (
    select e.brand_id, e.id, case when o.agency_id <> e.agency_id then e.agency_id end as agency,
      case when o.email <> e.email then true end as address,
      case when (o.last_name, o.first_name) <> (e.last_name, e.first_name) then true end as name,
      case when o.account_id is distinct from e.account_id then e.account_id end as account,
      (o.agency_id, o.email, o.last_name, o.first_name, o.account_id)
        is distinct from (e.agency_id, e.email, e.last_name, e.first_name, e.account_id) as changed
    from new_lines e full join old_lines o on o.id = e.id
  )
  select brand_id, journal_actor(null), 'EMPLOYEE_CHANGED', 'employee', id, jsonb_strip_nulls(jsonb_build_object(
    'agency', agency, 'address', address, 'name', name, 'account', account))
  from line where changed;
  return null;
end $$;

create or replace function journal_deposit() returns trigger language plpgsql as $$
begin
  insert into journal_entry (brand_id, actor_id, action, subject_kind, subject_id, details)
  select d.brand_id, d.system_id, 'DEPOSIT_RECEIVED', 'deposit', d.id, jsonb_strip_nulls(jsonb_build_object(
    'kind', d.kind, 'externalId', d.external_id, 'employee', d.employee_id, 'batch', d.batch_id,
    'sha256', (select encode(doc.original_sha256, 'hex') from document doc where doc.id = d.document_id)))
  from new_lines d;
  return null;
end $$;

-- That a mail left, or that a document was opened, changes no figure of a campaign.
create or replace function delivery_updated() returns trigger language plpgsql as $$
declare lines campaign_line[];
begin
  lines := array(
    with line as materialized (
      select d.origin, d.source_id, d.employee_id, d.type, d.state, d.handed_over_at, o.state as state_before,
        o.type as type_before, o.handed_over_at as handed_over_before
      from new_lines d full join old_lines o on o.id = d.id
    ), changed as (
      select * from line where origin = 'CAMPAIGN' and (type = 'TO_SIGN' or type <> type_before
        or handed_over_at is distinct from handed_over_before or (state = 'FAILED') <> (state_before = 'FAILED'))
    )
    select (source_id, employee_id, type, state, handed_over_at, 1)::campaign_line from changed
    union all
    select (source_id, employee_id, type_before, state_before, handed_over_before, -1)::campaign_line from changed);
  if cardinality(lines) > 0 then perform note_campaign_lines(lines); end if;
  return null;
end $$;
