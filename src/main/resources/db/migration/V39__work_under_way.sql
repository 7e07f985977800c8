-- The oldest of what is under way, for those who watch the platform: few rows each, whatever the tables hold.
create index free_diffusion_running on free_diffusion (coalesce(retried_at, sent_at)) where state = 'RUNNING';
create index deposit_under_way on deposit (received_at) where state = 'RECEIVED' and batch_id is null;
create index deposit_batch_running on deposit_batch (received_at) where state = 'RUNNING';
create index campaign_catching_up on campaign (activated_at) where activated_at is not null and caught_up_at is null;
create index signature_request_consented on signature_request (decided_at) where state = 'CONSENTED';
-- What the sweep of campaigns looks for, too.
create index campaign_unclaimed on campaign (created_at) where process_instance_key is null and state <> 'DELETED';
