-- A file of employees, checked first and written on confirmation.
create table employee_import (
  id           uuid primary key,
  brand_id     uuid not null references node,
  author_id    uuid not null references actor,
  file_name    text not null check (length(file_name) between 1 and 255),
  state        text not null check (state in ('CHECKED', 'RUNNING', 'DONE', 'DISCARDED')),
  created_at   timestamptz not null,
  confirmed_at timestamptz,
  ended_at     timestamptz,
  written      int not null default 0 -- the last line that is written
);
create index employee_import_running on employee_import (confirmed_at) where state = 'RUNNING';

create table employee_import_line (
  import_id  uuid not null references employee_import on delete cascade,
  number     int not null, -- in the file; the header is 1
  matricule  text,
  last_name  text,
  first_name text,
  email      text,
  agency     text,
  executive  boolean,
  language   text,
  outcome    text check (outcome in ('CREATED', 'UPDATED', 'UNCHANGED', 'REFUSED')),
  reason     text, -- a code; users read the sentence import.reason.<code>
  primary key (import_id, number)
);
create index employee_import_line_by_outcome on employee_import_line (import_id, outcome, number);
create index employee_import_line_by_matricule on employee_import_line (import_id, matricule);
