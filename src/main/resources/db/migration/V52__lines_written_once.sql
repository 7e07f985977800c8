-- Batches and catch-ups write the lines of the ledger once, as handed over (P3, C6): their hand-over is an insert.
create or replace function journal_delivery_inserted() returns trigger language plpgsql as $$
begin
  insert into journal_entry (brand_id, actor_id, action, subject_kind, subject_id, details)
  select journal_brand(d.node_id), null::uuid, 'HANDED_OVER', 'hand_over', d.hand_over_id, jsonb_build_object(
    'employee', d.employee_id, 'deliveries', jsonb_agg(jsonb_build_object('id', d.id, 'document', d.document_id,
      'source', d.source_id, 'sender', d.sender_id, 'sha256', (select encode(coalesce(doc.delivered_sha256,
        doc.original_sha256), 'hex') from document doc where doc.id = d.document_id)) order by d.number))
  from new_lines d where d.handed_over_at is not null group by d.node_id, d.hand_over_id, d.employee_id
  union all
  select journal_brand(d.node_id), journal_actor(null), 'DELIVERY_FAILED', 'delivery', d.id, jsonb_strip_nulls(
    jsonb_build_object('employee', d.employee_id, 'document', d.document_id, 'reason', d.reason))
  from new_lines d where d.state = 'FAILED';
  return null;
end $$;

-- Whether any campaign of a brand leaves out the people of another (C11).
create index campaign_leaving_out on campaign (brand_id) where leave_out <> '{}';
