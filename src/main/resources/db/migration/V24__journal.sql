-- The journal (D7): every action, written by the database itself in the transaction of what it records, so that
-- nobody can forget to. brand_id of all zeros: the platform. Chained afterwards, by one follower: who writes never
-- waits for a chain.
create table journal_entry (
  id            bigint generated always as identity primary key,
  brand_id      uuid not null,
  at            timestamptz not null default clock_timestamp(),
  actor_id      uuid, -- HR user, system or vault account; null: the platform itself, or a system without a name here
  action        text not null,
  subject_kind  text not null,
  subject_id    uuid,
  details       jsonb not null,
  sequence      bigint,
  previous_hash bytea,
  hash          bytea,
  unique (brand_id, sequence)
);
create index journal_unchained on journal_entry (id) where hash is null;
create index journal_by_subject on journal_entry (subject_id) where subject_id is not null;

-- Append-only: the follower may chain an entry once, and that is all that ever changes.
create function journal_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.hash is null and new.hash is not null
    and (old.id, old.brand_id, old.at, old.actor_id, old.action, old.subject_kind, old.subject_id, old.details)
      is not distinct from
      (new.id, new.brand_id, new.at, new.actor_id, new.action, new.subject_kind, new.subject_id, new.details) then
    return new;
  end if;
  raise exception 'The journal is append-only';
end $$;
create trigger journal_is_append_only before update or delete on journal_entry
  for each row execute function journal_is_append_only();
create trigger journal_is_not_truncated before truncate on journal_entry
  for each statement execute function journal_is_append_only();

-- The last entry of a day, time-stamped. It covers, through the chain, everything before, and the previous stamp:
-- each stamp renews those before it, with the certificates and algorithms of its day (D6).
create table journal_head (
  brand_id       uuid not null,
  day            date not null,
  sequence       bigint not null,
  hash           bytea not null,
  previous_token bytea, -- SHA-256 of the token before
  token          bytea not null, -- RFC 3161
  stamped_at     timestamptz not null,
  primary key (brand_id, day)
);

create function journal_head_stays() returns trigger language plpgsql as $$
begin
  raise exception 'A stamped head stays as it is';
end $$;
create trigger journal_head_stays before update or delete on journal_head
  for each row execute function journal_head_stays();
create trigger journal_head_is_not_truncated before truncate on journal_head
  for each statement execute function journal_head_stays();

create function journal_brand(node uuid) returns uuid language sql stable as
  $$ select coalesce((select brand_id from node n where n.id = journal_brand.node), '00000000-0000-0000-0000-000000000000') $$;
-- Who acts: as the row says, or who is signed in, as the application tells at the beginning of a transaction.
create function journal_actor(told uuid) returns uuid language sql stable as
  $$ select coalesce(told, nullif(current_setting('estafette.actor', true), '')::uuid) $$;
create function journal(brand uuid, actor uuid, action text, subject_kind text, subject uuid, details jsonb)
  returns void language sql as $$
  insert into journal_entry (brand_id, actor_id, action, subject_kind, subject_id, details)
  values (coalesce(brand, '00000000-0000-0000-0000-000000000000'), journal_actor(actor), action, subject_kind, subject,
    jsonb_strip_nulls(details))
$$;

-- The ledger, per statement: one entry for a hand-over, with the fingerprints of what it brought.
create function journal_delivery() returns trigger language plpgsql as $$
begin
  insert into journal_entry (brand_id, actor_id, action, subject_kind, subject_id, details)
  select n.brand_id, null, 'HANDED_OVER', 'hand_over', d.hand_over_id, jsonb_build_object('employee', d.employee_id,
    'deliveries', jsonb_agg(jsonb_build_object('id', d.id, 'document', d.document_id, 'source', d.source_id,
      'sender', d.sender_id, 'sha256', encode(coalesce(doc.delivered_sha256, doc.original_sha256), 'hex'))
      order by d.number))
  from new_lines d join old_lines o on o.id = d.id
  join node n on n.id = d.node_id join document doc on doc.id = d.document_id
  where o.handed_over_at is null and d.handed_over_at is not null
  group by n.brand_id, d.hand_over_id, d.employee_id;
  insert into journal_entry (brand_id, actor_id, action, subject_kind, subject_id, details)
  select n.brand_id, null, 'NOTIFIED', 'hand_over', d.hand_over_id, jsonb_build_object('employee', d.employee_id)
  from new_lines d join old_lines o on o.id = d.id join node n on n.id = d.node_id
  where o.notified_at is null and d.notified_at is not null
  group by n.brand_id, d.hand_over_id, d.employee_id;
  insert into journal_entry (brand_id, actor_id, action, subject_kind, subject_id, details)
  select n.brand_id, journal_actor(null),
    case when d.state = 'FAILED' then 'DELIVERY_FAILED' else 'OPENED' end, 'delivery', d.id,
    jsonb_strip_nulls(jsonb_build_object('employee', d.employee_id, 'document', d.document_id, 'reason', d.reason))
  from new_lines d join old_lines o on o.id = d.id join node n on n.id = d.node_id
  where (o.opened_at is null and d.opened_at is not null) or (o.state <> 'FAILED' and d.state = 'FAILED');
  return null;
end $$;
create trigger journal_delivery after update on delivery
  referencing old table as old_lines new table as new_lines for each statement execute function journal_delivery();

create function journal_free_diffusion() returns trigger language plpgsql as $$
begin
  if new.state <> 'DRAFT' and (tg_op = 'INSERT' or old.state <> new.state) then
    perform journal(journal_brand(new.emitter_id), case when new.state in ('RUNNING', 'ABANDONED') then new.sender_id end,
      'FREE_DIFFUSION_' || case new.state when 'RUNNING' then 'SENT' else new.state end, 'free_diffusion', new.id,
      jsonb_build_object('emitter', new.emitter_id, 'origin', new.origin, 'refusal', new.refusal));
  end if;
  if tg_op = 'UPDATE' and old.attempt < new.attempt then
    perform journal(journal_brand(new.emitter_id), new.retried_by, 'FREE_DIFFUSION_RETRIED', 'free_diffusion', new.id,
      jsonb_build_object('attempt', new.attempt));
  end if;
  return null;
end $$;
create trigger journal_free_diffusion after insert or update on free_diffusion
  for each row execute function journal_free_diffusion();

create function journal_campaign() returns trigger language plpgsql as $$
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
  end if;
  return null;
end $$;
create trigger journal_campaign after insert or update on campaign for each row execute function journal_campaign();

create function journal_deposit() returns trigger language plpgsql as $$
begin
  insert into journal_entry (brand_id, actor_id, action, subject_kind, subject_id, details)
  select d.brand_id, d.system_id, 'DEPOSIT_RECEIVED', 'deposit', d.id, jsonb_strip_nulls(jsonb_build_object(
    'kind', d.kind, 'externalId', d.external_id, 'employee', d.employee_id, 'batch', d.batch_id,
    'sha256', encode(doc.original_sha256, 'hex')))
  from new_lines d join document doc on doc.id = d.document_id;
  return null;
end $$;
create trigger journal_deposit after insert on deposit
  referencing new table as new_lines for each statement execute function journal_deposit();
create function journal_deposit_state() returns trigger language plpgsql as $$
begin
  perform journal(new.brand_id, null, 'DEPOSIT_' || new.state, 'deposit', new.id, jsonb_build_object('reason', new.reason));
  return null;
end $$;
create trigger journal_deposit_state after update of state on deposit for each row
  when (old.state <> new.state and new.state in ('WAITING_FOR_EMPLOYEE', 'FAILED'))
  execute function journal_deposit_state();

create function journal_batch() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or old.state <> new.state then
    perform journal(new.brand_id, new.system_id,
      'BATCH_' || case new.state when 'RUNNING' then 'RECEIVED' else new.state end, 'deposit_batch', new.id,
      jsonb_build_object('lines', new.lines, 'size', new.size));
  end if;
  return null;
end $$;
create trigger journal_batch after insert or update on deposit_batch for each row execute function journal_batch();

create function journal_signature() returns trigger language plpgsql as $$
begin
  perform journal(journal_brand(s.node_id), null, 'SIGNATURE_' || new.what, 'signature', new.request_id,
    jsonb_build_object('employee', s.employee_id, 'document', s.document_id,
      'sha256', case new.what when 'SIGNED' then encode(s.signed_sha256, 'hex') end,
      'proof', case new.what when 'SIGNED' then encode(s.proof_sha256, 'hex') end))
  from signature_request s where s.id = new.request_id;
  return null;
end $$;
create trigger journal_signature after insert on signature_step for each row execute function journal_signature();

create function journal_document() returns trigger language plpgsql as $$
begin
  perform journal(new.brand_id, null, 'DOCUMENT_SEALED', 'document', new.id, jsonb_build_object('type', new.type,
    'original', encode(new.original_sha256, 'hex'), 'sealed', encode(new.delivered_sha256, 'hex')));
  return null;
end $$;
create trigger journal_document after update of delivered_sha256 on document for each row
  when (old.delivered_sha256 is null and new.delivered_sha256 is not null) execute function journal_document();

create function journal_right() returns trigger language plpgsql as $$
declare line access_right;
begin
  line := case tg_op when 'DELETE' then old else new end;
  perform journal(journal_brand(line.node_id), null, case tg_op when 'DELETE' then 'RIGHT_WITHDRAWN' else 'RIGHT_GRANTED' end,
    'actor', line.actor_id, jsonb_build_object('right', line.kind, 'node', line.node_id));
  return null;
end $$;
create trigger journal_right after insert or delete on access_right for each row execute function journal_right();

create function journal_option() returns trigger language plpgsql as $$
declare line brand_option;
begin
  line := case tg_op when 'DELETE' then old else new end;
  perform journal(line.brand_id, null, case tg_op when 'DELETE' then 'OPTION_OFF' else 'OPTION_ON' end, 'brand',
    line.brand_id, jsonb_build_object('option', line.option));
  return null;
end $$;
create trigger journal_option after insert or delete on brand_option for each row execute function journal_option();

create function journal_actor_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform journal(new.brand_id, null, 'ACTOR_CREATED', 'actor', new.id,
      jsonb_build_object('kind', new.kind, 'admin', new.admin));
  else
    perform journal(new.brand_id, null, 'ACTOR_CHANGED', 'actor', new.id, jsonb_build_object(
      'password', case when old.password is distinct from new.password then true end,
      'key', case when old.key_hash is distinct from new.key_hash then true end,
      'address', case when old.email is distinct from new.email then true end,
      'active', case when old.active <> new.active then new.active end));
  end if;
  return null;
end $$;
create trigger journal_actor_changed after insert or update on actor for each row execute function journal_actor_changed();

create function journal_node() returns trigger language plpgsql as $$
begin
  perform journal(new.brand_id, null, case tg_op when 'INSERT' then 'NODE_CREATED' else 'NODE_CHANGED' end, 'node', new.id,
    jsonb_build_object('kind', new.kind, 'code', new.code));
  return null;
end $$;
create trigger journal_node after insert or update on node for each row execute function journal_node();

create function journal_employees_created() returns trigger language plpgsql as $$
begin
  insert into journal_entry (brand_id, actor_id, action, subject_kind, subject_id, details)
  select e.brand_id, journal_actor(null), 'EMPLOYEE_CREATED', 'employee', e.id, jsonb_build_object('agency', e.agency_id)
  from new_lines e;
  return null;
end $$;
create trigger journal_employees_created after insert on employee
  referencing new table as new_lines for each statement execute function journal_employees_created();
create function journal_employees_changed() returns trigger language plpgsql as $$
begin
  insert into journal_entry (brand_id, actor_id, action, subject_kind, subject_id, details)
  select e.brand_id, journal_actor(null), 'EMPLOYEE_CHANGED', 'employee', e.id, jsonb_strip_nulls(jsonb_build_object(
    'agency', case when o.agency_id <> e.agency_id then e.agency_id end,
    'address', case when o.email <> e.email then true end,
    'name', case when (o.last_name, o.first_name) <> (e.last_name, e.first_name) then true end,
    'account', case when o.account_id is distinct from e.account_id then e.account_id end))
  from new_lines e join old_lines o on o.id = e.id
  where (o.agency_id, o.email, o.last_name, o.first_name, o.account_id)
    is distinct from (e.agency_id, e.email, e.last_name, e.first_name, e.account_id);
  return null;
end $$;
create trigger journal_employees_changed after update on employee
  referencing old table as old_lines new table as new_lines
  for each statement execute function journal_employees_changed();

create function journal_account() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform journal(null, new.id, 'ACCOUNT_CREATED', 'vault_account', new.id, '{}');
  elsif old.password <> new.password then
    perform journal(null, new.id, 'PASSWORD_CHANGED', 'vault_account', new.id, '{}');
  end if;
  return null;
end $$;
create trigger journal_account after insert or update on vault_account for each row execute function journal_account();

create function journal_invitation() returns trigger language plpgsql as $$
begin
  perform journal(e.brand_id, null, 'INVITATION_ISSUED', 'employee', e.id, jsonb_build_object('until', new.expires_at))
  from employee e where e.id = new.employee_id;
  return null;
end $$;
create trigger journal_invitation after insert on invitation for each row execute function journal_invitation();

create function journal_export() returns trigger language plpgsql as $$
begin
  perform journal(c.brand_id, new.actor_id, 'EXPORT_REQUESTED', 'campaign', c.id,
    jsonb_build_object('export', new.id, 'from', new.first_day, 'to', new.last_day, 'format', new.format))
  from campaign c where c.id = new.campaign_id;
  return null;
end $$;
create trigger journal_export after insert on campaign_export for each row execute function journal_export();
