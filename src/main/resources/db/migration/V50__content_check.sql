-- How far the bytes that are kept have been held against their SHA-256, round by round (one row).
create table content_check (
  one    boolean primary key default true check (one),
  behind bytea
);
insert into content_check (one) values (true);

-- What was found to differ. A repaired content leaves it in the next round.
create table content_damaged (
  sha256   bytea primary key references content on delete cascade,
  found_at timestamptz not null
);
