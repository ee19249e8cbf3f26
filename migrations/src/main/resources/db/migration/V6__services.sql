-- Services, resources and bound values: one row a statement, as the registry's kinds say.

-- service
CREATE TABLE dossier.services (
    tenant_id text NOT NULL,
    service_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'service' CHECK (kind = 'service'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    service text,
    product text,
    config jsonb,
    effective_date date,
    state text,
    extras jsonb,
    PRIMARY KEY (tenant_id, service_id, revision),
    FOREIGN KEY (tenant_id, kind, service_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX services_now ON dossier.services (tenant_id, service_id) WHERE superseded_at IS NULL;
CREATE INDEX services_version ON dossier.services (tenant_id, case_id, version);
CALL app.statements('dossier.services');

-- service plan
CREATE TABLE dossier.service_plans (
    tenant_id text NOT NULL,
    plan_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'service-plan' CHECK (kind = 'service-plan'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    for_product jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, plan_id, revision),
    FOREIGN KEY (tenant_id, kind, plan_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX service_plans_now ON dossier.service_plans (tenant_id, plan_id) WHERE superseded_at IS NULL;
CREATE INDEX service_plans_version ON dossier.service_plans (tenant_id, case_id, version);
CALL app.statements('dossier.service_plans');

-- resource
CREATE TABLE dossier.resources (
    tenant_id text NOT NULL,
    resource_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'resource' CHECK (kind = 'resource'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    name text,
    owner text,
    attributes jsonb,
    service text,
    details jsonb,
    provider_id text,
    config jsonb,
    test_suite_id text,
    environment text,
    state text,
    extras jsonb,
    PRIMARY KEY (tenant_id, resource_id, revision),
    FOREIGN KEY (tenant_id, kind, resource_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX resources_now ON dossier.resources (tenant_id, resource_id) WHERE superseded_at IS NULL;
CREATE INDEX resources_version ON dossier.resources (tenant_id, case_id, version);
CALL app.statements('dossier.resources');

-- bound value
CREATE TABLE dossier.bindings (
    tenant_id text NOT NULL,
    binding_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'binding' CHECK (kind = 'binding'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    attribute text,
    value jsonb,
    source_id text,
    rule_id text,
    key_id text,
    state text,
    extras jsonb,
    PRIMARY KEY (tenant_id, binding_id, revision),
    FOREIGN KEY (tenant_id, kind, binding_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX bindings_now ON dossier.bindings (tenant_id, binding_id) WHERE superseded_at IS NULL;
CREATE INDEX bindings_version ON dossier.bindings (tenant_id, case_id, version);
CALL app.statements('dossier.bindings');

-- definition of an attribute
CREATE TABLE dossier.attribute_definitions (
    tenant_id text NOT NULL,
    definition_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'attribute-definition' CHECK (kind = 'attribute-definition'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    attribute text,
    value_type text,
    label text,
    description text,
    privacy text,
    allowed_values jsonb,
    min_value numeric,
    max_value numeric,
    retired boolean,
    extras jsonb,
    PRIMARY KEY (tenant_id, definition_id, revision),
    FOREIGN KEY (tenant_id, kind, definition_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX attribute_definitions_now ON dossier.attribute_definitions (tenant_id, definition_id) WHERE superseded_at IS NULL;
CREATE INDEX attribute_definitions_version ON dossier.attribute_definitions (tenant_id, case_id, version);
CALL app.statements('dossier.attribute_definitions');
