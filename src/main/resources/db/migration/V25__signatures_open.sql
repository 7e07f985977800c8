-- How many people are asked to sign, for those who watch the platform.
create index signature_request_open on signature_request (expires_at) where state = 'REQUESTED';
