create table free_diffusion (
  id                   uuid primary key,
  sender_id            uuid not null references actor,
  emitter_id           uuid references node,
  origin               text not null check (origin in ('TASKLIST', 'PAGE', 'API')),
  state                text not null check (state in ('DRAFT', 'ABANDONED', 'RUNNING', 'COMPLETED',
    'COMPLETED_WITH_FAILURES', 'REFUSED')),
  refusal              text, -- a code; users read the sentence refusal.<code>
  process_instance_key bigint unique,
  created_at           timestamptz not null,
  sent_at              timestamptz,
  ended_at             timestamptz,
  version              int not null
);
create index free_diffusion_by_sender on free_diffusion (sender_id, created_at desc);
-- What the sweep looks for: sent, but claimed by no process instance yet.
create index free_diffusion_unclaimed on free_diffusion (sent_at) where state = 'RUNNING' and process_instance_key is null;

create table free_diffusion_recipient (
  diffusion_id uuid not null references free_diffusion,
  employee_id  uuid not null references employee,
  primary key (diffusion_id, employee_id)
);

create table free_diffusion_document (
  diffusion_id uuid not null references free_diffusion,
  document_id  uuid not null references document,
  position     int not null,
  primary key (diffusion_id, document_id)
);
create index free_diffusion_document_by_document on free_diffusion_document (document_id);

-- The same Idempotency-Key of the same system answers the first result (product.md section 6).
create table idempotent_request (
  actor_id     uuid not null references actor,
  key          text not null check (length(key) between 1 and 200),
  content_hash bytea not null,
  diffusion_id uuid not null references free_diffusion,
  created_at   timestamptz not null,
  primary key (actor_id, key)
);
