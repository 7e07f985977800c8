-- A hand-over can also be what one deposit, one batch or one campaign's catch-up brings to one person.
alter table hand_over
  drop constraint hand_over_source_kind_check,
  add constraint hand_over_source_kind_check check (source_kind in ('FREE_DIFFUSION', 'DEPOSIT', 'BATCH', 'CAMPAIGN'));

-- A payslip or contract from a payroll system (P1). Unique for ever on system and external id (P2).
create table deposit (
  id                   uuid primary key,
  system_id            uuid not null references actor,
  brand_id             uuid not null references node,
  external_id          text not null check (length(external_id) between 1 and 200),
  request_hash         bytea not null, -- what was asked, to tell a repeat from another content (P2)
  kind                 text not null check (kind in ('PAYSLIP', 'CONTRACT')),
  matricule            text not null,
  period               text check (period ~ '^[0-9]{4}-[0-9]{2}$'),
  -- The deposit's own values; where it has none, those of the employee once known (C16).
  agency_id            uuid references node,
  executive            boolean,
  client_company_id    uuid references client_company,
  employee_id          uuid references employee,
  document_id          uuid not null references document,
  batch_id             uuid,
  state                text not null check (state in ('RECEIVED', 'WAITING_FOR_EMPLOYEE', 'COMPLETED', 'FAILED')),
  reason               text,
  deposited_at         timestamptz not null, -- what decides (C17)
  received_at          timestamptz not null,
  completed_at         timestamptz,
  process_instance_key bigint unique,
  unique (system_id, external_id)
);
-- What a catch-up reads (C6), what an HR user lists (O8, P4).
create index deposit_by_agency on deposit (agency_id, deposited_at, id);
create index deposit_by_brand on deposit (brand_id, received_at desc, id);
create index deposit_by_employee on deposit (employee_id);
create index deposit_by_document on deposit (document_id);
create index deposit_by_batch on deposit (batch_id) where batch_id is not null;
create index deposit_waiting on deposit (brand_id, matricule) where state = 'WAITING_FOR_EMPLOYEE';
create index deposit_unclaimed on deposit (received_at)
  where state = 'RECEIVED' and process_instance_key is null and batch_id is null;

-- What a line of the ledger is, and the deposit that brought it: with a campaign's line, source_id is the
-- campaign, so that its key is campaign, employee and document (C16).
alter table delivery
  add origin     text not null default 'FREE_DIFFUSION'
    check (origin in ('FREE_DIFFUSION', 'PAYSLIP', 'CONTRACT', 'CAMPAIGN')),
  add deposit_id uuid references deposit;
create index delivery_by_deposit on delivery (deposit_id) where deposit_id is not null;

-- Campaigns (C1-C11). What is null is not chosen yet, or does not apply.
create table campaign (
  id                   uuid primary key,
  brand_id             uuid not null references node,
  target_id            uuid not null references node,
  author_id            uuid not null references actor,
  origin               text not null check (origin in ('TASKLIST', 'PAGE', 'API')),
  state                text not null check (state in ('DRAFT', 'SCHEDULED', 'ACTIVE', 'CLOSED', 'DELETED')),
  name                 text check (length(name) between 1 and 150),
  kind                 text not null check (kind in ('INFORMATION_NOTE', 'SAFETY_INSTRUCTIONS', 'NEWSLETTER',
    'INSURANCE_NOTICE', 'BOOKLET', 'DATA_PROTECTION', 'WORKS_COUNCIL', 'OTHER')),
  on_payslip           boolean not null,
  on_contract          boolean not null,
  executives           text not null check (executives in ('ALL', 'ONLY', 'EXCEPT')),
  retroactive_since    date,
  start_date           date,
  end_date             date,
  leave_out            uuid[] not null default '{}', -- campaigns whose people are not served again (C11)
  -- From here on, what the launch decided.
  launched_by          uuid references actor,
  launched_at          timestamptz,
  serves_from          timestamptz,
  serves_until         timestamptz, -- exclusive; infinity without an end date
  ready_at             timestamptz, -- its documents can be handed over: sealed, where that is an option
  activated_at         timestamptz,
  caught_up_at         timestamptz,
  closed_at            timestamptz,
  closed_by            uuid references actor, -- null when its end date closed it
  process_instance_key bigint unique,
  created_at           timestamptz not null,
  changed_at           timestamptz not null,
  launches             int not null default 0, -- how often it was launched: a launch can be taken back
  version              int not null
);
create index campaign_by_brand on campaign (brand_id, state, changed_at desc);
create index campaign_by_target on campaign (target_id, state, changed_at desc);
-- What matching asks for every deposit (P6). Closed by its end date, a campaign still serves what was deposited before.
create index campaign_that_serves on campaign (target_id, serves_until)
  where ready_at is not null and closed_by is null and state in ('SCHEDULED', 'ACTIVE', 'CLOSED');

create table campaign_document (
  campaign_id uuid not null references campaign on delete cascade,
  document_id uuid not null references document,
  position    int not null,
  primary key (campaign_id, document_id)
);
create index campaign_document_by_document on campaign_document (document_id);

create table campaign_client_company (
  campaign_id       uuid not null references campaign on delete cascade,
  client_company_id uuid not null references client_company,
  primary key (campaign_id, client_company_id)
);
