#!/bin/sh
# One database for Estafette, one for what Operate and Tasklist show.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  -v estafette="$ESTAFETTE_DB_PASSWORD" -v camunda="$CAMUNDA_DB_PASSWORD" <<'SQL'
create role estafette login password :'estafette';
create database estafette owner estafette;
create role camunda login password :'camunda';
create database camunda owner camunda;
SQL
