-- Sessions over several domains: one row a statement, as the registry's kinds say.

-- orchestration session
CREATE TABLE dossier.orchestration_sessions (
    tenant_id text NOT NULL,
    session_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'orchestration-session' CHECK (kind = 'orchestration-session'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    entity_id text,
    entity_type text,
    products jsonb,
    jurisdiction text,
    attributes jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, session_id, revision),
    FOREIGN KEY (tenant_id, kind, session_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX orchestration_sessions_now ON dossier.orchestration_sessions (tenant_id, session_id) WHERE superseded_at IS NULL;
CREATE INDEX orchestration_sessions_version ON dossier.orchestration_sessions (tenant_id, case_id, version);
CREATE INDEX orchestration_sessions_entity_id ON dossier.orchestration_sessions (tenant_id, entity_id, session_id);
CALL app.statements('dossier.orchestration_sessions');

-- run of a domain
CREATE TABLE dossier.domain_runs (
    tenant_id text NOT NULL,
    run_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'domain-run' CHECK (kind = 'domain-run'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    session_id text,
    domain_name text,
    stage bigint,
    attributes jsonb,
    results jsonb,
    settings jsonb,
    state text,
    extras jsonb,
    PRIMARY KEY (tenant_id, run_id, revision),
    FOREIGN KEY (tenant_id, kind, run_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX domain_runs_now ON dossier.domain_runs (tenant_id, run_id) WHERE superseded_at IS NULL;
CREATE INDEX domain_runs_version ON dossier.domain_runs (tenant_id, case_id, version);
CREATE INDEX domain_runs_session_id ON dossier.domain_runs (tenant_id, session_id, run_id);
CALL app.statements('dossier.domain_runs');

-- execution plan
CREATE TABLE dossier.execution_plans (
    tenant_id text NOT NULL,
    plan_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'execution-plan' CHECK (kind = 'execution-plan'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    session_id text,
    domains jsonb,
    dependencies jsonb,
    stages jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, plan_id, revision),
    FOREIGN KEY (tenant_id, kind, plan_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX execution_plans_now ON dossier.execution_plans (tenant_id, plan_id) WHERE superseded_at IS NULL;
CREATE INDEX execution_plans_version ON dossier.execution_plans (tenant_id, case_id, version);
CREATE INDEX execution_plans_session_id ON dossier.execution_plans (tenant_id, session_id, plan_id);
CALL app.statements('dossier.execution_plans');

-- shared state
CREATE TABLE dossier.shared_states (
    tenant_id text NOT NULL,
    shared_state_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'shared-state' CHECK (kind = 'shared-state'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    session_id text,
    attributes jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, shared_state_id, revision),
    FOREIGN KEY (tenant_id, kind, shared_state_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX shared_states_now ON dossier.shared_states (tenant_id, shared_state_id) WHERE superseded_at IS NULL;
CREATE INDEX shared_states_version ON dossier.shared_states (tenant_id, case_id, version);
CREATE INDEX shared_states_session_id ON dossier.shared_states (tenant_id, session_id, shared_state_id);
CALL app.statements('dossier.shared_states');

-- step of an orchestration
CREATE TABLE dossier.orchestration_events (
    tenant_id text NOT NULL,
    event_number text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'orchestration-event' CHECK (kind = 'orchestration-event'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    operation text,
    session_id text,
    domains jsonb,
    products jsonb,
    attributes jsonb,
    max_wait text,
    extras jsonb,
    PRIMARY KEY (tenant_id, event_number, revision),
    FOREIGN KEY (tenant_id, kind, event_number) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX orchestration_events_now ON dossier.orchestration_events (tenant_id, event_number) WHERE superseded_at IS NULL;
CREATE INDEX orchestration_events_version ON dossier.orchestration_events (tenant_id, case_id, version);
CREATE INDEX orchestration_events_session_id ON dossier.orchestration_events (tenant_id, session_id, event_number);
CALL app.statements('dossier.orchestration_events');

-- check of products
CREATE TABLE dossier.product_checks (
    tenant_id text NOT NULL,
    check_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'product-check' CHECK (kind = 'product-check'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    products jsonb,
    required jsonb,
    missing jsonb,
    result text,
    extras jsonb,
    PRIMARY KEY (tenant_id, check_id, revision),
    FOREIGN KEY (tenant_id, kind, check_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX product_checks_now ON dossier.product_checks (tenant_id, check_id) WHERE superseded_at IS NULL;
CREATE INDEX product_checks_version ON dossier.product_checks (tenant_id, case_id, version);
CALL app.statements('dossier.product_checks');
