-- A hand-over: everything that one source brings to one person. The ledger of deliveries: one document for
-- one person. Their unique keys are what makes a repeat harmless (C16).
create table hand_over (
  id             uuid primary key,
  source_kind    text not null check (source_kind in ('FREE_DIFFUSION')),
  source_id      uuid not null,
  ordinal        int not null,
  employee_id    uuid not null references employee,
  node_id        uuid not null references node,
  sender_id      uuid not null references actor,
  created_at     timestamptz not null,
  handed_over_at timestamptz,
  unique (source_id, employee_id)
);
create unique index hand_over_by_ordinal on hand_over (source_id, ordinal);
create index hand_over_by_node on hand_over (node_id, created_at desc, id);

create table delivery (
  id             uuid primary key,
  hand_over_id   uuid not null references hand_over,
  source_id      uuid not null,
  employee_id    uuid not null references employee,
  document_id    uuid not null references document,
  position       int not null,
  state          text not null check (state in ('PREPARING', 'HANDED_OVER', 'NOTIFIED', 'OPENED',
    'SIGNATURE_REQUESTED', 'SIGNED', 'DECLINED', 'EXPIRED', 'FAILED')),
  reason         text,
  prepared_at    timestamptz not null,
  handed_over_at timestamptz,
  notified_at    timestamptz,
  opened_at      timestamptz,
  unique (source_id, employee_id, document_id)
);
create index delivery_by_hand_over on delivery (hand_over_id);
create index delivery_by_employee on delivery (employee_id, handed_over_at desc, id) where handed_over_at is not null;
create index delivery_by_document on delivery (document_id);
create index delivery_newest on delivery (prepared_at desc, id desc);

-- The outbox of mails: one per hand-over (D2)
create table outgoing_mail (
  id              uuid primary key,
  hand_over_id    uuid not null unique,
  employee_id     uuid not null references employee,
  node_id         uuid not null references node,
  documents       jsonb not null,
  state           text not null check (state in ('WAITING', 'SENT', 'FAILED')),
  attempts        int not null default 0,
  next_attempt_at timestamptz not null,
  last_error      text,
  queued_at       timestamptz not null,
  sent_at         timestamptz
);
create index outgoing_mail_waiting on outgoing_mail (next_attempt_at) where state = 'WAITING';
