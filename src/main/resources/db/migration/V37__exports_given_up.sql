-- An export whose preparation keeps failing is told to its author; operators may still have it made.
alter table campaign_export
  drop constraint campaign_export_failure_check,
  add constraint campaign_export_failure_check check (failure in ('RIGHT_WITHDRAWN', 'TOO_LARGE', 'NOT_PREPARED'));
create index campaign_export_running on campaign_export (requested_at) where state = 'RUNNING';
