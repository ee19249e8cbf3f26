#!/bin/sh
# As much of the official image's start as Testcontainers needs: POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB, and a
# server that starts twice, first for the set-up and then for good.
set -eu
: "${POSTGRES_USER:=postgres}" "${POSTGRES_PASSWORD:?}" "${POSTGRES_DB:=$POSTGRES_USER}" "${PGDATA:=/var/lib/postgresql/data}"
export PGDATA
as() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    install -d -m 700 -o postgres -g postgres "$PGDATA"
    printf '%s\n' "$POSTGRES_PASSWORD" >/tmp/password
    as initdb --encoding=UTF8 --locale=C.UTF-8 --username="$POSTGRES_USER" --pwfile=/dev/stdin --auth=scram-sha-256 --auth-local=trust </tmp/password
    rm /tmp/password
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
    as pg_ctl -w -o "-c listen_addresses=''" start
    if [ "$POSTGRES_DB" != postgres ]; then
        as psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -v name="$POSTGRES_DB" <<'SQL'
CREATE DATABASE :"name";
SQL
    fi
    as pg_ctl -w -m fast stop
fi
echo "set up; starting $*"
exec setpriv --reuid postgres --regid postgres --clear-groups "$@" -c listen_addresses='*'
