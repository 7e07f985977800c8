-- A small installation as version 35 of the schema had it: a closed campaign, its copy that is still a draft and shares
-- its document, a running campaign to sign, deposits that brought them, mails, an export. :people employees.
insert into node (id, brand_id, parent_id, kind, code, name) values
  ('00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-0000000000b1', null, 'BRAND', 'MARQUE', 'Marque'),
  ('00000000-0000-0000-0000-0000000000a1', '00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-0000000000b1',
    'AGENCY', 'AGENCE', 'Agence');
insert into brand_option (brand_id, option) values ('00000000-0000-0000-0000-0000000000b1', 'DIFFUSION_SERVICE');
insert into actor (id, kind, login, name, email, password, brand_id, key_hash) values
  ('00000000-0000-0000-0000-0000000000c1', 'HR_USER', 'claire', 'Claire', 'claire@rh.example', '{noop}x', null, null),
  ('00000000-0000-0000-0000-0000000000c2', 'SYSTEM', 'paie', 'Paie', null, null, '00000000-0000-0000-0000-0000000000b1',
    '\x01');
insert into employee (id, brand_id, agency_id, matricule, last_name, first_name, email, created_at)
  select md5('employee' || k)::uuid, '00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-0000000000a1',
    'M' || k, 'Nom' || k, 'Prénom', 'e' || k || '@salarie.example', now()
  from generate_series(1, :people) k;
insert into content (sha256, size, bytes, created_at) values (sha256('note'), 1, '\x01', now()), (sha256('bulletin'), 1, '\x02', now());
insert into document (id, brand_id, file_name, name, type, original_sha256, size, pages, active_content, already_signed,
    created_at)
  values ('00000000-0000-0000-0000-0000000000d1', '00000000-0000-0000-0000-0000000000b1', 'note.pdf', 'Note', 'SIMPLE',
    sha256('note'), 1, 1, false, false, now()),
  ('00000000-0000-0000-0000-0000000000d2', '00000000-0000-0000-0000-0000000000b1', 'avenant.pdf', 'Avenant', 'TO_SIGN',
    sha256('note'), 1, 1, false, false, now()),
  ('00000000-0000-0000-0000-0000000000d3', '00000000-0000-0000-0000-0000000000b1', 'bulletin.pdf', 'Bulletin', 'SIMPLE',
    sha256('bulletin'), 1, 1, false, false, now());
insert into campaign (id, brand_id, target_id, author_id, origin, state, name, kind, on_payslip, on_contract, executives,
    retroactive_since, start_date, launched_by, launched_at, serves_from, serves_until, ready_at, activated_at, closed_at,
    closed_by, created_at, changed_at, launches, version)
  select id::uuid, '00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-0000000000a1',
    '00000000-0000-0000-0000-0000000000c1', 'PAGE', state, name, 'OTHER', true, true, 'ALL', since::date, '2026-01-01',
    case when state <> 'DRAFT' then '00000000-0000-0000-0000-0000000000c1'::uuid end, launched, launched,
    case when launched is not null then 'infinity'::timestamptz end, launched, launched,
    case state when 'CLOSED' then now() end,
    case state when 'CLOSED' then '00000000-0000-0000-0000-0000000000c1'::uuid end, created, created,
    case when launched is not null then 1 else 0 end, 0
  from (values
    ('00000000-0000-0000-0000-0000000000e1', 'CLOSED', 'Originale', null, '2026-01-01Z'::timestamptz, '2025-12-01Z'::timestamptz),
    ('00000000-0000-0000-0000-0000000000e2', 'DRAFT', 'Copie', '2026-01-15', null, '2026-02-01Z'),
    ('00000000-0000-0000-0000-0000000000e3', 'ACTIVE', 'À signer', null, '2026-01-01Z', '2025-12-02Z'))
    c (id, state, name, since, launched, created);
insert into campaign_document (campaign_id, document_id, position) values
  ('00000000-0000-0000-0000-0000000000e1', '00000000-0000-0000-0000-0000000000d1', 1),
  ('00000000-0000-0000-0000-0000000000e2', '00000000-0000-0000-0000-0000000000d1', 1),
  ('00000000-0000-0000-0000-0000000000e3', '00000000-0000-0000-0000-0000000000d2', 1);
insert into deposit (id, system_id, brand_id, external_id, request_hash, kind, matricule, period, agency_id, employee_id,
    document_id, state, deposited_at, received_at)
  select md5('deposit' || k)::uuid, '00000000-0000-0000-0000-0000000000c2', e.brand_id, 'D' || k, '\x00',
    case when k % 2 = 0 then 'PAYSLIP' else 'CONTRACT' end, e.matricule, '2026-01', e.agency_id, e.id,
    '00000000-0000-0000-0000-0000000000d3', case when k % 10 = 0 then 'RECEIVED' else 'COMPLETED' end, now(), now()
  from generate_series(1, :people) k join employee e on e.id = md5('employee' || k)::uuid;
insert into hand_over (id, source_kind, source_id, ordinal, employee_id, node_id, sender_id, created_at, handed_over_at)
  select md5('hand' || d.id)::uuid, 'DEPOSIT', d.id, 0, d.employee_id, d.agency_id, d.system_id, now(), now()
  from deposit d;
insert into delivery (id, hand_over_id, source_id, employee_id, document_id, position, state, prepared_at, handed_over_at,
    notified_at, opened_at, reason, node_id, sender_id, type, search, origin, deposit_id)
  select md5(c.id || d.id::text)::uuid, md5('hand' || d.id)::uuid, c.id::uuid, d.employee_id, c.document::uuid, 1 + c.place,
    s.state, now(), case when s.state <> 'FAILED' then now() end,
    case when s.state in ('NOTIFIED', 'OPENED') then now() end, case s.state when 'OPENED' then now() end,
    case s.state when 'FAILED' then 'CAMPAIGN_CLOSED' end, d.agency_id, d.system_id,
    case c.place when 2 then 'TO_SIGN' else 'SIMPLE' end, e.search, 'CAMPAIGN', d.id
  from deposit d join employee e on e.id = d.employee_id
  cross join (values
    ('00000000-0000-0000-0000-0000000000e1', '00000000-0000-0000-0000-0000000000d1', 1),
    ('00000000-0000-0000-0000-0000000000e3', '00000000-0000-0000-0000-0000000000d2', 2)) c (id, document, place)
  cross join lateral (select case when c.place = 2 then 'SIGNATURE_REQUESTED' else
    (array['HANDED_OVER', 'NOTIFIED', 'OPENED', 'FAILED'])[1 + abs(hashtext(d.external_id)) % 4] end as state) s;
insert into signature_request (id, hand_over_id, employee_id, document_id, node_id, sender_id, campaign, state,
    requested_at, expires_at)
  select d.id, d.hand_over_id, d.employee_id, d.document_id, d.node_id, d.sender_id, true, 'REQUESTED', now(),
    now() + interval '30 days'
  from delivery d where d.type = 'TO_SIGN';
insert into outgoing_mail (id, hand_over_id, employee_id, node_id, documents, state, next_attempt_at, queued_at)
  select gen_random_uuid(), h.id, h.employee_id, h.node_id, '[]', 'SENT', now(), now() from hand_over h;
insert into campaign_export (id, campaign_id, actor_id, first_day, last_day, format, state, requested_at)
  values ('00000000-0000-0000-0000-0000000000f1', '00000000-0000-0000-0000-0000000000e1',
    '00000000-0000-0000-0000-0000000000c1', '2026-01-01', '2026-01-31', 'CSV', 'RUNNING', now());
