-- Whoever forgot a password asks for a link. owner_id: a vault account or an HR user.
create table password_request (
  owner_id     uuid primary key,
  requested_at timestamptz not null
);
-- Links with which a new password is chosen: random, hashed, single use, expiring
create table password_link (
  token_hash bytea primary key,
  owner_id   uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index password_link_by_owner on password_link (owner_id);

-- The outbox also holds mails about passwords, which no hand-over brought.
alter table outgoing_mail
  add kind     text not null default 'HAND_OVER' check (kind in ('HAND_OVER', 'PASSWORD_LINK', 'PASSWORD_CHANGED')),
  add owner_id uuid,
  alter hand_over_id drop not null,
  alter employee_id drop not null,
  alter node_id drop not null,
  alter documents drop not null,
  add check (case kind when 'HAND_OVER' then num_nulls(hand_over_id, employee_id, node_id, documents) = 0
    else owner_id is not null end);
