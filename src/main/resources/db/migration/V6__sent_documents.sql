-- What the list Documents filters on, written once with the line (F9).
alter table delivery
  add number    bigint generated always as identity,
  add node_id   uuid references node,
  add sender_id uuid references actor,
  add type      text check (type in ('SIMPLE', 'PROTECTED', 'TO_SIGN')),
  add search    text;
update delivery d set node_id = h.node_id, sender_id = h.sender_id, type = doc.type,
  search = e.search || ' ' || searchable(doc.name)
from hand_over h, employee e, document doc
where h.id = d.hand_over_id and e.id = d.employee_id and doc.id = d.document_id;
alter table delivery
  alter number set not null,
  alter node_id set not null,
  alter sender_id set not null,
  alter type set not null,
  alter search set not null;

drop index delivery_newest;
create index delivery_newest on delivery (prepared_at desc, number desc);
create index delivery_by_node on delivery (node_id, prepared_at desc, number desc);
create index delivery_by_sender on delivery (sender_id, prepared_at desc, number desc);
-- Most lines end as one of these two: only the others are worth an index.
create index delivery_unsettled on delivery (node_id, state, prepared_at desc, number desc)
  where state not in ('NOTIFIED', 'OPENED');
create index delivery_search on delivery using gin (search gin_trgm_ops);

-- Who is renamed is found under the new name, also in what was sent before.
create function delivery_follows_employee() returns trigger language plpgsql as $$
begin
  update delivery d set search = new.search || ' ' || searchable(doc.name)
  from document doc where d.employee_id = new.id and doc.id = d.document_id;
  return null;
end $$;
create trigger delivery_follows_employee after update of last_name, first_name on employee
  for each row when (old.search is distinct from new.search) execute function delivery_follows_employee();

-- A retry of what failed is a new process instance, for which somebody answers (F11, O6).
alter table free_diffusion
  add attempt    int not null default 0,
  add retried_by uuid references actor,
  add retried_at timestamptz;

-- A mail that somebody asks for again is a mail of its own.
alter table outgoing_mail
  add copy int not null default 0,
  add constraint outgoing_mail_copy unique (hand_over_id, copy),
  drop constraint outgoing_mail_hand_over_id_key;

-- Who has ever sent in the name of an emitter.
create index free_diffusion_by_emitter on free_diffusion (sender_id, emitter_id) where sent_at is not null;
