create extension if not exists unaccent;
create extension if not exists pg_trgm;

-- What a search compares: lower case, without accents. Immutable, so that it can be indexed.
create function searchable(value text) returns text
  language sql immutable strict parallel safe
  as $$ select lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;

-- Organisation: brand -> company -> agency or establishment (O1)
create table node (
  id          uuid primary key,
  brand_id    uuid not null references node,
  parent_id   uuid references node,
  kind        text not null check (kind in ('BRAND', 'COMPANY', 'AGENCY', 'ESTABLISHMENT')),
  code        text not null check (code ~ '^[A-Z0-9-]{2,30}$'),
  name        text not null check (length(name) between 1 and 120),
  sender_name text check (length(sender_name) between 1 and 120),
  logo        bytea,
  unique (brand_id, code),
  check ((kind = 'BRAND') = (parent_id is null)),
  check ((kind = 'BRAND') = (brand_id = id))
);
create unique index node_brand_code on node (code) where kind = 'BRAND';

-- Every node with itself and all its ancestors: a right on an ancestor covers the node (O4).
create table node_ancestor (
  node_id     uuid not null references node,
  ancestor_id uuid not null references node,
  distance    int not null,
  primary key (node_id, ancestor_id)
);
create index node_ancestor_by_ancestor on node_ancestor (ancestor_id, node_id);

-- The service and the options that are switched on for a brand (O2, O3)
create table brand_option (
  brand_id uuid not null references node,
  option   text not null check (option in ('DIFFUSION_SERVICE', 'SIGNED_DIFFUSION', 'EXECUTIVE_FILTER',
    'CLIENT_COMPANY_FILTER', 'BRAND_CAMPAIGNS', 'SEAL_CAMPAIGN_DOCUMENTS', 'CAMPAIGN_DOCUMENTS_2_MB')),
  primary key (brand_id, option)
);

create table brand_support (
  brand_id uuid primary key references node,
  address  text not null
);

-- Who acts: an HR user (signs in) or a system (has an API key, limited to its brand)
create table actor (
  id       uuid primary key,
  kind     text not null check (kind in ('HR_USER', 'SYSTEM')),
  login    text not null unique check (login ~ '^[a-z0-9._-]{2,60}$'),
  name     text not null,
  email    text,
  password text,
  key_hash bytea unique,
  brand_id uuid references node,
  admin    boolean not null default false,
  active   boolean not null default true,
  check (kind = 'HR_USER' or (key_hash is not null and brand_id is not null and password is null)),
  check (kind = 'SYSTEM' or (password is not null and email is not null and key_hash is null))
);

-- What payroll systems send (C3): payslips, contracts
create table system_sends (
  actor_id uuid not null references actor,
  kind     text not null check (kind in ('PAYSLIP', 'CONTRACT')),
  primary key (actor_id, kind)
);

create table access_right (
  actor_id uuid not null references actor,
  node_id  uuid not null references node,
  kind     text not null check (kind in ('DL', 'DLP', 'DLS', 'D')),
  primary key (actor_id, node_id, kind)
);
create index access_right_by_node on access_right (node_id);

-- Client companies of temporary work (O3, C5)
create table client_company (
  id                uuid primary key,
  brand_id          uuid not null references node,
  code              text not null,
  name              text not null,
  accepts_paperless boolean not null,
  unique (brand_id, code)
);

-- Directory
create table vault_account (
  id         uuid primary key,
  login      text not null unique check (login = lower(login)),
  password   text not null,
  language   text not null default 'fr' check (language in ('fr', 'en')),
  created_at timestamptz not null
);

create table employee (
  id         uuid primary key,
  brand_id   uuid not null references node,
  agency_id  uuid not null references node,
  matricule  text not null check (matricule ~ '^[A-Za-z0-9._/-]{1,30}$'),
  last_name  text not null check (length(last_name) between 1 and 80),
  first_name text not null check (length(first_name) between 1 and 80),
  email      text not null check (length(email) between 3 and 254),
  executive  boolean not null default false,
  language   text not null default 'fr' check (language in ('fr', 'en')),
  account_id uuid references vault_account,
  created_at timestamptz not null,
  search     text generated always as (searchable(last_name || ' ' || first_name || ' ' || matricule)) stored,
  unique (brand_id, matricule)
);
create index employee_by_agency on employee (agency_id, last_name, first_name, id);
create index employee_by_account on employee (account_id);
create index employee_by_email on employee (lower(email));
create index employee_search on employee using gin (search gin_trgm_ops);

-- Links to create a vault account: random, hashed, single use, expiring
create table invitation (
  token_hash  bytea primary key,
  employee_id uuid not null references employee,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz
);
create index invitation_by_employee on invitation (employee_id);
