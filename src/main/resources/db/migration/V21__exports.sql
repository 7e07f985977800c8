-- A file of who received what of a campaign (C15), prepared in the background.
create table campaign_export (
  id                   uuid primary key,
  campaign_id          uuid not null references campaign,
  actor_id             uuid not null references actor,
  first_day            date not null,
  last_day             date not null check (last_day >= first_day),
  format               text not null check (format in ('CSV', 'XLSX')),
  state                text not null check (state in ('RUNNING', 'READY', 'EXPIRED')),
  rows                 int,
  size                 bigint,
  requested_at         timestamptz not null,
  ready_at             timestamptz,
  announced_at         timestamptz, -- its mail is queued
  expires_at           timestamptz,
  process_instance_key bigint unique
);
create index campaign_export_by_campaign on campaign_export (campaign_id, requested_at desc);
create index campaign_export_unclaimed on campaign_export (requested_at) where process_instance_key is null;
create index campaign_export_ready on campaign_export (expires_at) where state = 'READY';

-- The file, in slices of a megabyte: any copy of the application can give it out.
create table campaign_export_slice (
  export_id uuid not null references campaign_export on delete cascade,
  slice     int not null,
  bytes     bytea not null,
  primary key (export_id, slice)
);
alter table campaign_export_slice alter bytes set storage external;

alter table outgoing_mail
  drop constraint outgoing_mail_kind_check,
  add constraint outgoing_mail_kind_check
    check (kind in ('HAND_OVER', 'PASSWORD_LINK', 'PASSWORD_CHANGED', 'ONE_TIME_CODE', 'NEWS', 'EXPORT_READY'));
