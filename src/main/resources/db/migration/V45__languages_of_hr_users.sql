-- The language in which HR users read mails, for those who chose one.
create table actor_language (
  actor_id uuid primary key references actor,
  language text not null check (language in ('fr', 'en'))
);
