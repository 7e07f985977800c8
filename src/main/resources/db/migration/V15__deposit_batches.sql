-- Batches of deposits: an archive of PDFs with a manifest (P3).
create table deposit_batch (
  id                   uuid primary key,
  system_id            uuid not null references actor,
  brand_id             uuid not null references node,
  file_name            text not null,
  size                 bigint not null,
  state                text not null check (state in ('RUNNING', 'COMPLETED', 'COMPLETED_WITH_ERRORS')),
  lines                int not null,
  received_at          timestamptz not null,
  read_at              timestamptz, -- its lines are in the database
  stored_at            timestamptz, -- its PDFs are; the archive is gone
  completed_at         timestamptz,
  process_instance_key bigint unique
);
create index deposit_batch_by_brand on deposit_batch (brand_id, received_at desc, id);
create index deposit_batch_unclaimed on deposit_batch (received_at) where process_instance_key is null;

-- The archive while it is worked on, in slices of a megabyte: any copy of the application can go on with it.
create table deposit_batch_archive (
  batch_id uuid not null references deposit_batch on delete cascade,
  slice    int not null,
  bytes    bytea not null,
  primary key (batch_id, slice)
);
alter table deposit_batch_archive alter bytes set storage external;

-- A line of a manifest, word for word, and what became of it.
create table deposit_batch_line (
  batch_id    uuid not null references deposit_batch,
  number      int not null, -- 1 is the first after the header
  fields      text[] not null,
  outcome     text check (outcome in ('ACCEPTED', 'DUPLICATE', 'WAITING_FOR_EMPLOYEE', 'REFUSED')),
  reason      text,
  deposit_id  uuid references deposit,
  primary key (batch_id, number),
  check ((outcome is not distinct from 'REFUSED') = (reason is not null))
);
create index deposit_batch_line_refused on deposit_batch_line (batch_id, number) where outcome = 'REFUSED';
