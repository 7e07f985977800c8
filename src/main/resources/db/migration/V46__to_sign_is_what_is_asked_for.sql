-- To sign is what somebody is asked to sign, and nothing else (C12). A request that its sender takes back leaves a
-- document to read, which nobody waits for: its line is still of the type TO_SIGN.
comment on column campaign_figures.to_sign is 'lines whose signature is requested';

create or replace function note_campaign_lines(lines campaign_line[]) returns void language sql as $$
  with days as (
    select l.campaign_id, (l.handed_over_at at time zone 'Europe/Paris')::date as day, sum(l.sign) as handed_over
    from unnest(lines) l where l.handed_over_at is not null
    group by 1, 2 having sum(l.sign) <> 0
  ), people as (
    select l.campaign_id, l.employee_id,
      coalesce(sum(l.sign) filter (where l.handed_over_at is not null), 0) as handed_over,
      coalesce(sum(l.sign) filter (where l.state = 'FAILED'), 0) as failed,
      coalesce(sum(l.sign) filter (where l.state = 'SIGNATURE_REQUESTED'), 0) as to_sign,
      coalesce(sum(l.sign) filter (where l.state = 'SIGNED'), 0) as signed
    from unnest(lines) l group by 1, 2
  ), counted as (
    select p.*, now.handed_over as handed_over_now, now.failed as failed_now
    from people p cross join lateral (
      select count(*) filter (where d.handed_over_at is not null) as handed_over,
        count(*) filter (where d.state = 'FAILED') as failed
      from delivery d where d.source_id = p.campaign_id and d.employee_id = p.employee_id
    ) now
    where p.handed_over <> 0 or p.failed <> 0 or p.to_sign <> 0 or p.signed <> 0
  )
  insert into campaign_figures_change (campaign_id, day, served, missed, handed_over, failed, to_sign, signed)
  select campaign_id, day, 0, 0, handed_over, 0, 0, 0 from days
  union all
  select campaign_id, null,
    sum((handed_over_now > 0)::int - (handed_over_now - handed_over > 0)::int),
    sum((failed_now > 0 and handed_over_now = 0)::int
      - (failed_now - failed > 0 and handed_over_now - handed_over = 0)::int),
    0, sum(failed), sum(to_sign), sum(signed)
  from counted group by campaign_id
$$;

create or replace function count_campaign_figures() returns void language plpgsql as $$
begin
  lock table delivery in share mode;
  delete from campaign_figures;
  delete from campaign_day;
  delete from campaign_figures_change;
  insert into campaign_figures (campaign_id, served, missed, handed_over, failed, to_sign, signed)
  select source_id, count(*) filter (where handed_over > 0), count(*) filter (where failed > 0 and handed_over = 0),
    sum(handed_over), sum(failed), sum(to_sign), sum(signed)
  from (
    select source_id, employee_id, count(*) filter (where handed_over_at is not null) as handed_over,
      count(*) filter (where state = 'FAILED') as failed,
      count(*) filter (where state = 'SIGNATURE_REQUESTED') as to_sign,
      count(*) filter (where state = 'SIGNED') as signed
    from delivery where origin = 'CAMPAIGN' group by 1, 2
  ) p group by source_id;
  insert into campaign_day (campaign_id, day, handed_over)
  select source_id, (handed_over_at at time zone 'Europe/Paris')::date, count(*)
  from delivery where origin = 'CAMPAIGN' and handed_over_at is not null group by 1, 2;
end $$;

-- What was counted until now may hold requests that were taken back.
select count_campaign_figures();
