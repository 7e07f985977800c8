-- Bytes that others than documents keep: signed files and their proofs.
create table kept_content (
  sha256 bytea primary key references content
);

-- Somebody is asked to sign a document (D4). The id is that of the line of the ledger.
create table signature_request (
  id                   uuid primary key,
  hand_over_id         uuid not null,
  employee_id          uuid not null references employee,
  document_id          uuid not null references document,
  node_id              uuid not null references node,
  sender_id            uuid not null references actor,
  campaign             boolean not null,
  state                text not null check (state in ('REQUESTED', 'CONSENTED', 'SIGNED', 'DECLINED', 'EXPIRED',
    'CANCELLED')),
  requested_at         timestamptz not null,
  expires_at           timestamptz not null,
  decided_at           timestamptz, -- consented, declined, expired or cancelled
  reason               text check (length(reason) between 1 and 500),
  consent              text, -- word for word
  reminded_at          timestamptz,
  signed_at            timestamptz,
  signed_sha256        bytea references kept_content,
  proof_sha256         bytea references kept_content,
  proof_data_sha256    bytea references kept_content,
  process_instance_key bigint unique,
  check ((state = 'SIGNED') = (signed_sha256 is not null))
);
create index signature_request_by_hand_over on signature_request (hand_over_id);
create index signature_request_unclaimed on signature_request (requested_at) where process_instance_key is null;
create index signature_request_by_employee on signature_request (employee_id);

-- What led to a signature, in its order: the source of the proof.
create table signature_step (
  request_id uuid not null references signature_request,
  number     bigint generated always as identity,
  what       text not null check (what in ('REQUESTED', 'READ', 'CODE_SENT', 'CONSENTED', 'SIGNED', 'DECLINED',
    'EXPIRED', 'CANCELLED', 'REMINDED')),
  at         timestamptz not null,
  address    text,
  browser    text,
  primary key (request_id, number)
);

-- A code that was asked for to sign with: bound to the session and to the documents.
create table signing (
  code_id      uuid primary key,
  account_id   uuid not null,
  session_hash bytea not null,
  requests     uuid[] not null
);

-- Codes that are good for one act: six digits, hashed, a few minutes, a few tries.
create table one_time_code (
  id           uuid primary key,
  owner_id     uuid not null,
  requested_at timestamptz not null,
  code_hash    text, -- once the mail is written
  expires_at   timestamptz,
  tries        int not null default 0,
  used_at      timestamptz
);
create index one_time_code_by_owner on one_time_code (owner_id, requested_at);

alter table outgoing_mail
  add subject_id uuid,
  drop constraint outgoing_mail_kind_check,
  add constraint outgoing_mail_kind_check
    check (kind in ('HAND_OVER', 'PASSWORD_LINK', 'PASSWORD_CHANGED', 'ONE_TIME_CODE', 'NEWS'));
create index outgoing_mail_news on outgoing_mail (owner_id) where kind = 'NEWS' and state = 'WAITING';

alter table delivery add signed_at timestamptz;
