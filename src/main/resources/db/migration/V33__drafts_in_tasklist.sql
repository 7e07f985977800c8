-- The process instance in which a draft was begun, so that a job that runs twice begins one.
alter table campaign add column drafted_in bigint unique;
