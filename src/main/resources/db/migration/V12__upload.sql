-- PDFs that systems upload ahead of a message to Camunda: used once, forgotten after 24 hours if they are not.
create table upload (
  id         uuid primary key,
  actor_id   uuid not null references actor,
  file_name  text not null,
  sha256     bytea not null references content,
  created_at timestamptz not null,
  used_at    timestamptz
);
create index upload_unused on upload (created_at) where used_at is null;
create index upload_by_content on upload (sha256);
