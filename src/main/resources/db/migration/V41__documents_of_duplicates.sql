-- A duplicate has documents of its own: what is changed in a draft concerns nobody whom another campaign serves.
-- Those that can still be changed and were duplicated before get theirs here.
create temporary table separated on commit drop as
  select c.campaign_id, c.document_id, gen_random_uuid() as own_id
  from (
    select cd.campaign_id, cd.document_id, c.state, row_number() over (partition by cd.document_id
      order by c.state in ('DRAFT', 'SCHEDULED'), c.created_at, c.id) as place
    from campaign_document cd join campaign c on c.id = cd.campaign_id
  ) c
  where c.place > 1 and c.state in ('DRAFT', 'SCHEDULED')
  and not exists (select 1 from delivery d where d.source_id = c.campaign_id);
insert into document (id, brand_id, file_name, name, type, original_sha256, delivered_sha256, size, pages,
    active_content, already_signed, created_at, sealed_at)
  select s.own_id, d.brand_id, d.file_name, d.name, d.type, d.original_sha256, d.delivered_sha256, d.size, d.pages,
    d.active_content, d.already_signed, d.created_at, d.sealed_at
  from separated s join document d on d.id = s.document_id;
update campaign_document cd set document_id = s.own_id
  from separated s where s.campaign_id = cd.campaign_id and s.document_id = cd.document_id;

-- Whether bytes can go is asked for both columns.
create index document_by_delivered on document (delivered_sha256) where delivered_sha256 is not null;
