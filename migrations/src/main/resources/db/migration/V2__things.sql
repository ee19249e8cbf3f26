-- The tables of the kinds of things: one row for each statement about a thing, with both time axes.
-- Written by the registry compiler from kinds.yaml (docs/registry.md says how); a test compares the two.

-- case
CREATE TABLE dossier.cases (
    tenant_id text NOT NULL,
    id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'case' CHECK (kind = 'case'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    case_type text,
    cbu_id text,
    customer_name text,
    jurisdiction text,
    priority text,
    nature_purpose text,
    title text,
    business_reference text,
    assigned_to text,
    services jsonb,
    target_go_live date,
    notes text,
    progress numeric CHECK (progress BETWEEN 0 AND 100),
    completed_stages jsonb,
    closure_reason text,
    final_status text,
    approved_by text,
    approval_date date,
    conditions jsonb,
    approval_summary text,
    transition_reason text,
    state text,
    state_before text,
    product_state text,
    extras jsonb,
    PRIMARY KEY (tenant_id, id, revision),
    FOREIGN KEY (tenant_id, kind, id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX cases_now ON dossier.cases (tenant_id, id) WHERE superseded_at IS NULL;
CREATE INDEX cases_version ON dossier.cases (tenant_id, case_id, version);
CREATE INDEX cases_cbu_id ON dossier.cases (tenant_id, cbu_id, id);
CALL app.statements('dossier.cases');

-- client business unit
CREATE TABLE dossier.cbus (
    tenant_id text NOT NULL,
    cbu_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'cbu' CHECK (kind = 'cbu'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    name text,
    jurisdiction text,
    nature_purpose text,
    description text,
    status text,
    extras jsonb,
    PRIMARY KEY (tenant_id, cbu_id, revision),
    FOREIGN KEY (tenant_id, kind, cbu_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX cbus_now ON dossier.cbus (tenant_id, cbu_id) WHERE superseded_at IS NULL;
CREATE INDEX cbus_version ON dossier.cbus (tenant_id, case_id, version);
CALL app.statements('dossier.cbus');

-- entity
CREATE TABLE dossier.entities (
    tenant_id text NOT NULL,
    entity_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'entity' CHECK (kind = 'entity'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    entity_type text,
    jurisdiction text,
    props jsonb,
    evidence_documents jsonb,
    category text,
    risk_level text,
    identity_status text,
    extras jsonb,
    PRIMARY KEY (tenant_id, entity_id, revision),
    FOREIGN KEY (tenant_id, kind, entity_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX entities_now ON dossier.entities (tenant_id, entity_id) WHERE superseded_at IS NULL;
CREATE INDEX entities_version ON dossier.entities (tenant_id, case_id, version);
CALL app.statements('dossier.entities');

-- link
CREATE TABLE dossier.links (
    tenant_id text NOT NULL,
    link_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'link' CHECK (kind = 'link'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    from_entity text,
    to_entity text,
    relationship_type text,
    ownership_percentage numrange CHECK (ownership_percentage <@ numrange(0, 100, '[]')),
    voting_percentage numrange CHECK (voting_percentage <@ numrange(0, 100, '[]')),
    profit_percentage numrange CHECK (profit_percentage <@ numrange(0, 100, '[]')),
    liquidation_percentage numrange CHECK (liquidation_percentage <@ numrange(0, 100, '[]')),
    share_class text,
    joint_arrangement text,
    control_type text,
    nominee_for text,
    verification_status text,
    verified_by text,
    verification_date date,
    source text,
    description text,
    evidence_documents jsonb,
    end_reason text,
    extras jsonb,
    PRIMARY KEY (tenant_id, link_id, revision),
    FOREIGN KEY (tenant_id, kind, link_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX links_now ON dossier.links (tenant_id, link_id) WHERE superseded_at IS NULL;
CREATE INDEX links_version ON dossier.links (tenant_id, case_id, version);
CREATE INDEX links_from_entity ON dossier.links (tenant_id, from_entity, link_id);
CREATE INDEX links_to_entity ON dossier.links (tenant_id, to_entity, link_id);
CREATE INDEX links_nominee_for ON dossier.links (tenant_id, nominee_for, link_id);
CALL app.statements('dossier.links');

-- role
CREATE TABLE dossier.roles (
    tenant_id text NOT NULL,
    role_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'role' CHECK (kind = 'role'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    entity_id text,
    role text,
    cbu_id text,
    effective_percent numeric CHECK (effective_percent BETWEEN 0 AND 100),
    assigned_date date,
    evidence_documents jsonb,
    workflow_context text,
    extras jsonb,
    PRIMARY KEY (tenant_id, role_id, revision),
    FOREIGN KEY (tenant_id, kind, role_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX roles_now ON dossier.roles (tenant_id, role_id) WHERE superseded_at IS NULL;
CREATE INDEX roles_version ON dossier.roles (tenant_id, case_id, version);
CREATE INDEX roles_entity_id ON dossier.roles (tenant_id, entity_id, role_id);
CREATE INDEX roles_cbu_id ON dossier.roles (tenant_id, cbu_id, role_id);
CALL app.statements('dossier.roles');

-- KYC review
CREATE TABLE dossier.kyc (
    tenant_id text NOT NULL,
    kyc_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'kyc' CHECK (kind = 'kyc'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    customer_id text,
    kyc_type text,
    regulatory_framework jsonb,
    services jsonb,
    deadline date,
    required_documents jsonb,
    jurisdictions jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, kyc_id, revision),
    FOREIGN KEY (tenant_id, kind, kyc_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX kyc_now ON dossier.kyc (tenant_id, kyc_id) WHERE superseded_at IS NULL;
CREATE INDEX kyc_version ON dossier.kyc (tenant_id, case_id, version);
CREATE INDEX kyc_customer_id ON dossier.kyc (tenant_id, customer_id, kyc_id);
CALL app.statements('dossier.kyc');

-- document
CREATE TABLE dossier.documents (
    tenant_id text NOT NULL,
    document_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'document' CHECK (kind = 'document'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    document_type text,
    title text,
    issuer text,
    issue_date date,
    expiry_date date,
    file_path text,
    file_hash text,
    extracted_data jsonb,
    tags jsonb,
    related_entities jsonb,
    confidentiality text,
    description text,
    verification_method text,
    status text,
    verified_at timestamptz,
    verifier text,
    confidence numeric CHECK (confidence >= 0 AND confidence <= 1),
    verification_notes text,
    expiry_reason text,
    renewal_required boolean,
    renewal_deadline date,
    notification_sent boolean,
    superseded_by text,
    extras jsonb,
    PRIMARY KEY (tenant_id, document_id, revision),
    FOREIGN KEY (tenant_id, kind, document_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX documents_now ON dossier.documents (tenant_id, document_id) WHERE superseded_at IS NULL;
CREATE INDEX documents_version ON dossier.documents (tenant_id, case_id, version);
CREATE INDEX documents_superseded_by ON dossier.documents (tenant_id, superseded_by, document_id);
CALL app.statements('dossier.documents');

-- product
CREATE TABLE dossier.products (
    tenant_id text NOT NULL,
    product_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'product' CHECK (kind = 'product'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    product text,
    cbu_id text,
    settings jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, product_id, revision),
    FOREIGN KEY (tenant_id, kind, product_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX products_now ON dossier.products (tenant_id, product_id) WHERE superseded_at IS NULL;
CREATE INDEX products_version ON dossier.products (tenant_id, case_id, version);
CREATE INDEX products_cbu_id ON dossier.products (tenant_id, cbu_id, product_id);
CALL app.statements('dossier.products');

-- task
CREATE TABLE dossier.tasks (
    tenant_id text NOT NULL,
    task_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'task' CHECK (kind = 'task'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    type text,
    title text,
    due date,
    assignee_id text,
    outcome text,
    status text,
    extras jsonb,
    PRIMARY KEY (tenant_id, task_id, revision),
    FOREIGN KEY (tenant_id, kind, task_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX tasks_now ON dossier.tasks (tenant_id, task_id) WHERE superseded_at IS NULL;
CREATE INDEX tasks_version ON dossier.tasks (tenant_id, case_id, version);
CALL app.statements('dossier.tasks');
