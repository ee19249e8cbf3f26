SET lock_timeout = '3s';
-- Where a case is rebuilt from its documents, to be compared with the live rows. A replay writes here and rolls back:
-- nothing of it is ever seen by another transaction, and no row stays.

CREATE SCHEMA shadow;
REVOKE ALL ON SCHEMA shadow FROM PUBLIC;
GRANT USAGE ON SCHEMA shadow TO dossier_execute;

-- A shadow of every tenant's table that documents write. Attempts, keys and results are receipts of requests and not
-- consequences of documents; their fingerprints are in the versions. Called after every migration, so that tables and
-- columns which come later have their shadows too.
CREATE PROCEDURE app.shadow()
LANGUAGE plpgsql AS $$
DECLARE
    live record;
BEGIN
    -- Two migrations may end at the same moment; the second finds what the first has made.
    PERFORM set_config('lock_timeout', '30s', true);
    PERFORM pg_advisory_xact_lock(hashtext('dossier shadow'), 0);
    FOR live IN
        SELECT c.oid, c.relname,
            (SELECT array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) ORDER BY a.attname)
             FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
            s.oid AS shadow,
            (SELECT array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) ORDER BY a.attname)
             FROM pg_attribute a WHERE a.attrelid = s.oid AND a.attnum > 0 AND NOT a.attisdropped) AS shadowed
        FROM pg_class c
        LEFT JOIN pg_class s ON s.relnamespace = 'shadow'::regnamespace AND s.relname = c.relname
        WHERE c.relnamespace = 'dossier'::regnamespace AND c.relkind = 'r' AND c.relforcerowsecurity
            AND has_any_column_privilege('dossier_execute', c.oid, 'INSERT')
            AND c.relname NOT IN ('attempt', 'idempotency', 'result')
    LOOP
        CONTINUE WHEN live.columns IS NOT DISTINCT FROM live.shadowed;
        IF live.shadow IS NOT NULL THEN
            EXECUTE format('DROP TABLE shadow.%I', live.relname);
        END IF;
        EXECUTE format('CREATE UNLOGGED TABLE shadow.%I (LIKE dossier.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS'
            || ' INCLUDING INDEXES)', live.relname, live.relname);
        CALL app.guard(format('shadow.%I', live.relname)::regclass);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON shadow.%I TO dossier_execute', live.relname);
    END LOOP;
END
$$;

-- What a replay compares beyond what execute read before.
GRANT SELECT ON dossier.outbox TO dossier_execute;
