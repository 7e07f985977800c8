-- What HR users are shown first: free diffusions of which nothing left, deposits that failed.
create index free_diffusion_refused on free_diffusion (emitter_id, sent_at desc, id) where state = 'REFUSED';
create index deposit_failed on deposit (brand_id, received_at desc, id) where state = 'FAILED';
