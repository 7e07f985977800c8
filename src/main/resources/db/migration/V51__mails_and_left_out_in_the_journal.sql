-- What the journal left out: people whom a closed campaign did not serve, and what became of mails.
create function journal_delivery_inserted() returns trigger language plpgsql as $$
begin
  insert into journal_entry (brand_id, actor_id, action, subject_kind, subject_id, details)
  select journal_brand(d.node_id), journal_actor(null), 'DELIVERY_FAILED', 'delivery', d.id, jsonb_strip_nulls(
    jsonb_build_object('employee', d.employee_id, 'document', d.document_id, 'reason', d.reason))
  from new_lines d where d.state = 'FAILED';
  return null;
end $$;
create trigger journal_delivery_inserted after insert on delivery
  referencing new table as new_lines for each statement execute function journal_delivery_inserted();

create function journal_mail() returns trigger language plpgsql as $$
begin
  perform journal(journal_brand(new.node_id), null, tg_argv[0], 'mail', new.id, jsonb_build_object('kind', new.kind,
    'handOver', new.hand_over_id, 'employee', new.employee_id, 'reminder', nullif(new.reminder, false),
    'error', new.last_error));
  return null;
end $$;
create trigger journal_mail_added after insert on outgoing_mail for each row
  when (new.copy > 0) execute function journal_mail('MAIL_REPEATED');
create trigger journal_mail_repeated after update of state on outgoing_mail for each row
  when (old.state = 'FAILED' and new.state = 'WAITING') execute function journal_mail('MAIL_REPEATED');
create trigger journal_mail_bounced after update of bounced_at on outgoing_mail for each row
  when (old.bounced_at is null and new.bounced_at is not null) execute function journal_mail('MAIL_BOUNCED');
create trigger journal_mail_failed after update of state on outgoing_mail for each row
  when (old.state = 'WAITING' and new.state = 'FAILED') execute function journal_mail('MAIL_FAILED');
