-- What the follow-up of campaigns says in figures (C12, C14), kept up by the ledger itself. Whoever serves people
-- only adds rows here, so that parallel chunks never wait for each other; a job folds them together. The figures
-- of a campaign are its folded ones and what was added since: at any moment those of the ledger.
create table campaign_figures (
  campaign_id uuid primary key,
  served      bigint not null, -- people with a document in their vault
  missed      bigint not null, -- people with a failed line and nothing in their vault
  handed_over bigint not null, -- documents
  failed      bigint not null,
  to_sign     bigint not null, -- handed over, and neither signed nor given up
  signed      bigint not null
);
create table campaign_day (
  campaign_id uuid not null,
  day         date not null, -- Europe/Paris
  handed_over bigint not null,
  primary key (campaign_id, day)
);
-- No foreign keys: a campaign is locked while its catch-up goes on, and nobody should wait for that.
create table campaign_figures_change (
  campaign_id uuid not null,
  day         date, -- with documents handed over
  served      int not null default 0,
  missed      int not null default 0,
  handed_over int not null default 0,
  failed      int not null default 0,
  to_sign     int not null default 0,
  signed      int not null default 0
);
create index campaign_figures_change_by_campaign on campaign_figures_change (campaign_id);

-- What lines of campaigns add (sign 1) and take away (sign -1), per statement.
create type campaign_line as (campaign_id uuid, employee_id uuid, type text, state text, handed_over_at timestamptz,
  sign int);

create function note_campaign_lines(lines campaign_line[]) returns void language sql as $$
  with days as (
    select l.campaign_id, (l.handed_over_at at time zone 'Europe/Paris')::date as day, sum(l.sign) as handed_over
    from unnest(lines) l where l.handed_over_at is not null
    group by 1, 2 having sum(l.sign) <> 0
  ), people as (
    select l.campaign_id, l.employee_id,
      coalesce(sum(l.sign) filter (where l.handed_over_at is not null), 0) as handed_over,
      coalesce(sum(l.sign) filter (where l.state = 'FAILED'), 0) as failed,
      coalesce(sum(l.sign) filter (where l.type = 'TO_SIGN' and l.handed_over_at is not null
        and l.state not in ('SIGNED', 'DECLINED', 'EXPIRED', 'FAILED')), 0) as to_sign,
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

create function delivery_inserted() returns trigger language plpgsql as $$
declare lines campaign_line[];
begin
  lines := array(select (source_id, employee_id, type, state, handed_over_at, 1)::campaign_line
    from new_lines where origin = 'CAMPAIGN' and (handed_over_at is not null or state = 'FAILED'));
  if cardinality(lines) > 0 then perform note_campaign_lines(lines); end if;
  return null;
end $$;
create trigger delivery_inserted after insert on delivery
  referencing new table as new_lines for each statement execute function delivery_inserted();

create function delivery_updated() returns trigger language plpgsql as $$
declare lines campaign_line[];
begin
  lines := array(
    select (source_id, employee_id, type, state, handed_over_at, 1)::campaign_line
    from new_lines where origin = 'CAMPAIGN'
    union all
    select (source_id, employee_id, type, state, handed_over_at, -1)::campaign_line
    from old_lines where origin = 'CAMPAIGN');
  if cardinality(lines) > 0 then perform note_campaign_lines(lines); end if;
  return null;
end $$;
create trigger delivery_updated after update on delivery
  referencing old table as old_lines new table as new_lines
  for each statement execute function delivery_updated();

-- An empty ledger has no figures.
create function delivery_truncated() returns trigger language plpgsql as $$
begin
  delete from campaign_figures;
  delete from campaign_day;
  delete from campaign_figures_change;
  return null;
end $$;
create trigger delivery_truncated after truncate on delivery
  for each statement execute function delivery_truncated();

-- All figures anew from the ledger: once here, and after a ledger was filled with its triggers off.
create function count_campaign_figures() returns void language plpgsql as $$
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
      count(*) filter (where type = 'TO_SIGN' and handed_over_at is not null
        and state not in ('SIGNED', 'DECLINED', 'EXPIRED', 'FAILED')) as to_sign,
      count(*) filter (where state = 'SIGNED') as signed
    from delivery where origin = 'CAMPAIGN' group by 1, 2
  ) p group by source_id;
  insert into campaign_day (campaign_id, day, handed_over)
  select source_id, (handed_over_at at time zone 'Europe/Paris')::date, count(*)
  from delivery where origin = 'CAMPAIGN' and handed_over_at is not null group by 1, 2;
end $$;
select count_campaign_figures();
