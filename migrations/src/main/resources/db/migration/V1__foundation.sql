-- The foundation: schemas, roles, the ledger's own tables. PostgreSQL 15 or newer.
-- Kinds of things get their tables in V2; they call app.statements(table) for rights and row-level security.

CREATE SCHEMA IF NOT EXISTS app;

-- Roles ---------------------------------------------------------------------------------------------------------------
-- Whether and how they log in (password, IAM, trust) is the deployment's matter.

DO $roles$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN
        SELECT *
        FROM (VALUES
            ('dossier_execute', '30s', '5s', '30s'),
            ('dossier_generate', '30s', '5s', '30s'),
            ('dossier_query', '30s', '5s', '30s'),
            ('dossier_health', '5s', '1s', '5s'),
            ('dossier_upkeep', '60s', '5s', '60s')
        ) AS r (name, statement_timeout, lock_timeout, idle_timeout)
    LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
                EXECUTE format('CREATE ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', wanted.name);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- another database of this server was migrated at the same moment
        END;
        -- Only when it differs: roles are the whole server's, and two databases may be migrated at once.
        IF NOT EXISTS (
            SELECT FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
            WHERE s.setdatabase = 0 AND r.rolname = wanted.name
                AND s.setconfig @> ARRAY[
                    'statement_timeout=' || wanted.statement_timeout,
                    'lock_timeout=' || wanted.lock_timeout,
                    'idle_in_transaction_session_timeout=' || wanted.idle_timeout]
        ) THEN
            EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', wanted.name, wanted.statement_timeout);
            EXECUTE format('ALTER ROLE %I SET lock_timeout = %L', wanted.name, wanted.lock_timeout);
            EXECUTE format(
                'ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', wanted.name, wanted.idle_timeout);
        END IF;
    END LOOP;
END
$roles$;

REVOKE ALL ON SCHEMA dossier FROM PUBLIC;
REVOKE ALL ON SCHEMA app FROM PUBLIC;
GRANT USAGE ON SCHEMA dossier, app TO dossier_execute, dossier_generate, dossier_query, dossier_upkeep;
GRANT USAGE ON SCHEMA app TO dossier_health;
-- From here on nobody may call a function of this owner unless told so.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Entering ------------------------------------------------------------------------------------------------------------

-- First statement of every transaction: says for whom it runs and how long each statement may take.
-- All settings end with the transaction, so a pooled connection carries nothing over.
CREATE FUNCTION app.enter(tenant text, actor text, timeout_ms integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF tenant IS NULL OR tenant = '' THEN
        RAISE EXCEPTION 'No tenant is named' USING ERRCODE = '22023';
    END IF;
    PERFORM set_config('app.tenant', tenant, true),
        set_config('app.actor', actor, true),
        set_config('statement_timeout', greatest(1, least(timeout_ms, 30000))::text, true),
        set_config('lock_timeout', '5000', true),
        set_config('TimeZone', 'UTC', true);
END
$$;

-- Marks this transaction as an open writer since now: a shared advisory lock whose key is the time in microseconds.
CREATE FUNCTION app.open_writer() RETURNS void
LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock_shared((extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
$$;

-- The time up to which what is known can no longer change: the start of the oldest open writer, or now. Version times
-- are taken after the mark, so no writer can still bring a version from before. Read it in an earlier statement than
-- the rows it is for.
CREATE FUNCTION app.horizon() RETURNS timestamptz
LANGUAGE sql AS $$
    SELECT coalesce(
        (SELECT to_timestamp(min((l.classid::bigint << 32) | l.objid::bigint) / 1000000.0) - interval '1 microsecond'
         FROM pg_locks l
         WHERE l.locktype = 'advisory' AND l.objsubid = 1
            AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())),
        clock_timestamp())
$$;

GRANT EXECUTE ON FUNCTION app.enter(text, text, integer)
    TO dossier_execute, dossier_generate, dossier_query, dossier_upkeep;
GRANT EXECUTE ON FUNCTION app.open_writer() TO dossier_execute;
GRANT EXECUTE ON FUNCTION app.horizon() TO dossier_execute, dossier_generate, dossier_query;

-- Lets a transaction see and write the rows of its own tenant only; the owner too.
CREATE PROCEDURE app.guard(target regclass)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = target AND polname = 'own_tenant') THEN
        EXECUTE format(
            'CREATE POLICY own_tenant ON %s USING (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))'
            || ' WITH CHECK (tenant_id = nullif(current_setting(''app.tenant'', true), ''''))', target);
    END IF;
END
$$;

-- For a table with one row a statement: execute adds rows and marks the one before as superseded, nothing else.
CREATE PROCEDURE app.statements(target regclass)
LANGUAGE plpgsql AS $$
BEGIN
    CALL app.guard(target);
    EXECUTE format('GRANT SELECT ON %s TO dossier_execute, dossier_generate, dossier_query', target);
    EXECUTE format('GRANT INSERT, UPDATE (superseded_at) ON %s TO dossier_execute', target);
END
$$;

-- Cases ---------------------------------------------------------------------------------------------------------------

-- The last version of each case: the row a writer locks, and what "now" is read from.
CREATE TABLE dossier.case_head (
    tenant_id text NOT NULL,
    case_id text NOT NULL,
    version bigint NOT NULL CHECK (version >= 0),
    hash text NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, case_id)
) WITH (fillfactor = 80);
CREATE INDEX case_head_recent ON dossier.case_head (tenant_id, changed_at DESC, case_id DESC);

-- Every version of every case's document. Forms, metadata and reads are json, not jsonb: their text is kept as it was
-- written, since the hash of a version is over it.
CREATE TABLE dossier.case_version (
    tenant_id text NOT NULL,
    case_id text NOT NULL,
    number bigint NOT NULL CHECK (number >= 1),
    verbatim text NOT NULL,
    canonical text NOT NULL,
    forms json NOT NULL,
    metadata json NOT NULL,
    registry_version text NOT NULL,
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL,
    source text NOT NULL,
    request_id text NOT NULL,
    plan_hash text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL,
    approval boolean NOT NULL,
    reads json NOT NULL,
    PRIMARY KEY (tenant_id, case_id, number),
    FOREIGN KEY (tenant_id, case_id) REFERENCES dossier.case_head (tenant_id, case_id)
);
CREATE INDEX case_version_time ON dossier.case_version (tenant_id, case_id, recorded_at);
CREATE INDEX case_version_approval ON dossier.case_version (tenant_id, case_id, number) WHERE approval;

-- Things --------------------------------------------------------------------------------------------------------------

-- What has an id: the row a writer locks, that makes the id unique, and that says which statement is the last.
-- A thing that is not resolved was referred to and never declared; a lenient document may have changed it all the same.
CREATE TABLE dossier.thing (
    tenant_id text NOT NULL,
    kind text NOT NULL,
    id text NOT NULL,
    declaring_case text NOT NULL,
    revision bigint NOT NULL CHECK (revision >= 0),
    resolved boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, declaring_case) REFERENCES dossier.case_head (tenant_id, case_id),
    CHECK (revision > 0 OR NOT resolved)
) WITH (fillfactor = 80);
CREATE INDEX thing_unresolved ON dossier.thing (tenant_id, kind, id) WHERE NOT resolved;

-- Which case speaks of which thing.
CREATE TABLE dossier.case_thing (
    tenant_id text NOT NULL,
    case_id text NOT NULL,
    kind text NOT NULL,
    id text NOT NULL,
    since bigint NOT NULL,
    PRIMARY KEY (tenant_id, case_id, kind, id),
    FOREIGN KEY (tenant_id, kind, id) REFERENCES dossier.thing (tenant_id, kind, id)
);
CREATE INDEX case_thing_cases ON dossier.case_thing (tenant_id, kind, id, case_id);

-- The words of things' names, folded: finds a thing by name. Equality only, since row-level security lets nothing else
-- use an index.
CREATE TABLE dossier.thing_word (
    tenant_id text NOT NULL,
    word text NOT NULL,
    kind text NOT NULL,
    id text NOT NULL,
    PRIMARY KEY (tenant_id, word, kind, id)
);

-- What happened -------------------------------------------------------------------------------------------------------

-- One entry for each row a version touched.
CREATE TABLE dossier.audit (
    tenant_id text NOT NULL,
    case_id text NOT NULL,
    version bigint NOT NULL,
    position integer NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    source text NOT NULL,
    request_id text NOT NULL,
    form integer NOT NULL,
    verb text NOT NULL,
    operation text NOT NULL,
    kind text NOT NULL,
    id text NOT NULL,
    before jsonb,
    after jsonb,
    PRIMARY KEY (tenant_id, case_id, version, position),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);

-- Messages for the outside world, in order within their case.
CREATE TABLE dossier.outbox (
    tenant_id text NOT NULL,
    case_id text NOT NULL,
    version bigint NOT NULL,
    position integer NOT NULL,
    topic text NOT NULL,
    key text NOT NULL,
    payload json NOT NULL,
    created_at timestamptz NOT NULL,
    delivered_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    not_before timestamptz,
    PRIMARY KEY (tenant_id, case_id, version, position),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE INDEX outbox_waiting ON dossier.outbox (tenant_id, case_id, version, position) WHERE delivered_at IS NULL;

-- What a request under a key was answered; the answer is null only while the request runs.
CREATE TABLE dossier.idempotency (
    tenant_id text NOT NULL,
    caller text NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    request_id text NOT NULL,
    created_at timestamptz NOT NULL,
    answer json,
    PRIMARY KEY (tenant_id, caller, key)
);
CREATE INDEX idempotency_age ON dossier.idempotency (created_at);

-- What became of a request, for those who could not wait for the answer.
CREATE TABLE dossier.result (
    tenant_id text NOT NULL,
    request_id text NOT NULL,
    recorded_at timestamptz NOT NULL,
    outcome text NOT NULL,
    answer json NOT NULL,
    PRIMARY KEY (tenant_id, request_id)
);

-- Every attempt, accepted or not. No text and no value of a request is in it.
CREATE TABLE dossier.attempt (
    tenant_id text NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    source text NOT NULL,
    request_id text NOT NULL,
    operation text NOT NULL,
    case_id text,
    document_hash text NOT NULL,
    outcome text NOT NULL,
    codes text[] NOT NULL,
    micros bigint NOT NULL,
    PRIMARY KEY (tenant_id, seq)
);
CREATE INDEX attempt_request ON dossier.attempt (tenant_id, request_id, seq);

-- Proposals of generation that wait for a confirmation.
CREATE TABLE dossier.proposal (
    tenant_id text NOT NULL,
    conversation_id text NOT NULL,
    plan_hash text NOT NULL,
    canonical_hash text NOT NULL,
    case_id text,
    base_version bigint NOT NULL,
    registry_version text NOT NULL,
    provider text NOT NULL,
    document text NOT NULL,
    conversation json NOT NULL,
    actor text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, conversation_id, plan_hash)
);
CREATE INDEX proposal_text ON dossier.proposal (tenant_id, canonical_hash, expires_at);

-- Who looked at what.
CREATE TABLE dossier.read_log (
    tenant_id text NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    request_id text NOT NULL,
    route text NOT NULL,
    case_id text,
    PRIMARY KEY (tenant_id, seq)
);

-- The vocabulary, once for each of its versions; no tenant's.
CREATE TABLE dossier.registry_content (
    version text PRIMARY KEY,
    content text NOT NULL,
    first_used_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Rights --------------------------------------------------------------------------------------------------------------

CALL app.guard('dossier.case_head');
CALL app.guard('dossier.case_version');
CALL app.guard('dossier.thing');
CALL app.guard('dossier.case_thing');
CALL app.guard('dossier.thing_word');
CALL app.guard('dossier.audit');
CALL app.guard('dossier.outbox');
CALL app.guard('dossier.idempotency');
CALL app.guard('dossier.result');
CALL app.guard('dossier.attempt');
CALL app.guard('dossier.proposal');
CALL app.guard('dossier.read_log');

GRANT SELECT ON dossier.case_head, dossier.case_version, dossier.thing, dossier.case_thing, dossier.thing_word,
    dossier.registry_content, dossier.proposal
    TO dossier_execute, dossier_generate, dossier_query;
GRANT SELECT ON dossier.audit, dossier.result, dossier.attempt TO dossier_execute, dossier_query;
GRANT SELECT ON dossier.idempotency TO dossier_execute;

-- Never UPDATE or DELETE on case_version and audit, for nobody who runs.
GRANT INSERT ON dossier.case_version, dossier.audit, dossier.case_thing, dossier.thing_word, dossier.outbox,
    dossier.attempt, dossier.registry_content, dossier.case_head, dossier.thing, dossier.idempotency, dossier.result
    TO dossier_execute;
GRANT UPDATE (version, hash, changed_at) ON dossier.case_head TO dossier_execute;
GRANT UPDATE (declaring_case, revision, resolved, changed_at) ON dossier.thing TO dossier_execute;
GRANT UPDATE (answer) ON dossier.idempotency TO dossier_execute;
GRANT UPDATE (recorded_at, outcome, answer) ON dossier.result TO dossier_execute;

GRANT INSERT ON dossier.proposal, dossier.attempt TO dossier_generate;
GRANT UPDATE (document, conversation, canonical_hash, base_version, registry_version, provider, created_at, expires_at)
    ON dossier.proposal TO dossier_generate;
GRANT INSERT ON dossier.read_log TO dossier_query;

-- The relay serves every tenant, and sees of them only the outbox.
GRANT SELECT, UPDATE (delivered_at, attempts, not_before) ON dossier.outbox TO dossier_upkeep;
CREATE POLICY relay ON dossier.outbox TO dossier_upkeep USING (true) WITH CHECK (true);

-- Health --------------------------------------------------------------------------------------------------------------
-- Counts over all tenants and nothing of any row. The owner runs these functions and row-level security is forced on
-- it too, so it is let in to read what is counted.

CREATE POLICY counted ON dossier.outbox FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY counted ON dossier.case_head FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION app.schema_version() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    RETURN (SELECT h.version FROM dossier.flyway_schema_history h
            WHERE h.success AND h.version IS NOT NULL ORDER BY h.installed_rank DESC LIMIT 1);
END
$$;

CREATE FUNCTION app.outbox_lag(OUT waiting bigint, OUT oldest_seconds double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(o.created_at)), 0)::double precision
    FROM dossier.outbox o
    WHERE o.delivered_at IS NULL
$$;

-- Whether any tenant has a case: a deep check that sees none sees too little. Reads one row, however many there are.
CREATE FUNCTION app.sees_tenants() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT FROM dossier.case_head)
$$;

-- Registry versions that cases use and whose content is not stored.
CREATE FUNCTION app.registry_known(wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT FROM dossier.registry_content c WHERE c.version = wanted)
$$;

GRANT EXECUTE ON FUNCTION app.schema_version(), app.outbox_lag(), app.sees_tenants(), app.registry_known(text)
    TO dossier_health;
