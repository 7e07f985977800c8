-- A reminder of what is still to sign, among the mails of a hand-over.
alter table outgoing_mail add column reminder boolean not null default false;

-- The sentence that a person agreed to, as the page showed it when the box was ticked.
alter table signing add column consent text;

-- What brought the document to sign: a free diffusion, or a campaign. Its sender is told once all have answered.
alter table signature_request add column source_id uuid;
update signature_request s set source_id = d.source_id from delivery d where d.id = s.id;
alter table signature_request alter column source_id set not null;
create index signature_request_by_source on signature_request (source_id, state);

-- Until when one copy of the application reads a mailbox alone.
alter table bounce_mailbox add column taken_until timestamptz;
