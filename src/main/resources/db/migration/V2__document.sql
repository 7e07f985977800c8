-- Bytes, kept once by their SHA-256. EXTERNAL: PDFs are compressed already, and slices can be read directly.
create table content (
  sha256     bytea primary key check (length(sha256) = 32),
  size       bigint not null check (size > 0),
  bytes      bytea not null,
  created_at timestamptz not null
);
alter table content alter column bytes set storage external;

-- A document: one PDF with its name and type. What is delivered is the original, or its sealed copy.
create table document (
  id               uuid primary key,
  brand_id         uuid not null references node,
  file_name        text not null check (length(file_name) between 1 and 255),
  name             text not null check (length(name) between 1 and 150),
  type             text not null check (type in ('SIMPLE', 'PROTECTED', 'TO_SIGN')),
  original_sha256  bytea not null references content,
  delivered_sha256 bytea references content,
  size             bigint not null,
  pages            int not null,
  active_content   boolean not null,
  already_signed   boolean not null,
  created_at       timestamptz not null,
  sealed_at        timestamptz
);
create index document_by_original on document (original_sha256);
