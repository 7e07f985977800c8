-- Whether a campaign is retroactive is chosen before its date (C2), and copied without it (C11).
alter table campaign add column retroactive boolean not null default false;
update campaign set retroactive = true where retroactive_since is not null;
