-- What is recorded of cases, people, customers and documents: one row a statement, as the registry's kinds say.

-- validation
CREATE TABLE dossier.validations (
    tenant_id text NOT NULL,
    validation_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'validation' CHECK (kind = 'validation'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    validation_rules jsonb,
    threshold numeric,
    extras jsonb,
    PRIMARY KEY (tenant_id, validation_id, revision),
    FOREIGN KEY (tenant_id, kind, validation_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX validations_now ON dossier.validations (tenant_id, validation_id) WHERE superseded_at IS NULL;
CREATE INDEX validations_version ON dossier.validations (tenant_id, case_id, version);
CALL app.statements('dossier.validations');

-- gate
CREATE TABLE dossier.gates (
    tenant_id text NOT NULL,
    gate_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'gate' CHECK (kind = 'gate'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    condition_id text,
    required boolean,
    extras jsonb,
    PRIMARY KEY (tenant_id, gate_id, revision),
    FOREIGN KEY (tenant_id, kind, gate_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX gates_now ON dossier.gates (tenant_id, gate_id) WHERE superseded_at IS NULL;
CREATE INDEX gates_version ON dossier.gates (tenant_id, case_id, version);
CALL app.statements('dossier.gates');

-- classification
CREATE TABLE dossier.classifications (
    tenant_id text NOT NULL,
    classification_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'classification' CHECK (kind = 'classification'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    entity_id text,
    classification_type text,
    classification_result jsonb,
    category text,
    risk_level text,
    extras jsonb,
    PRIMARY KEY (tenant_id, classification_id, revision),
    FOREIGN KEY (tenant_id, kind, classification_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX classifications_now ON dossier.classifications (tenant_id, classification_id) WHERE superseded_at IS NULL;
CREATE INDEX classifications_version ON dossier.classifications (tenant_id, case_id, version);
CREATE INDEX classifications_entity_id ON dossier.classifications (tenant_id, entity_id, classification_id);
CALL app.statements('dossier.classifications');

-- identity check
CREATE TABLE dossier.identity_checks (
    tenant_id text NOT NULL,
    check_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'identity-check' CHECK (kind = 'identity-check'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    person_id text,
    document_id text,
    verification_method text,
    documents_verified jsonb,
    biometric_match_score numeric CHECK (biometric_match_score >= 0 AND biometric_match_score <= 100),
    verification_result text,
    extras jsonb,
    PRIMARY KEY (tenant_id, check_id, revision),
    FOREIGN KEY (tenant_id, kind, check_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX identity_checks_now ON dossier.identity_checks (tenant_id, check_id) WHERE superseded_at IS NULL;
CREATE INDEX identity_checks_version ON dossier.identity_checks (tenant_id, case_id, version);
CREATE INDEX identity_checks_person_id ON dossier.identity_checks (tenant_id, person_id, check_id);
CREATE INDEX identity_checks_document_id ON dossier.identity_checks (tenant_id, document_id, check_id);
CALL app.statements('dossier.identity_checks');

-- attestation
CREATE TABLE dossier.attestations (
    tenant_id text NOT NULL,
    attestation_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'attestation' CHECK (kind = 'attestation'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    person_id text,
    attesting_entity text,
    attestation_type text,
    attestation_date date,
    attestation_validity date,
    extras jsonb,
    PRIMARY KEY (tenant_id, attestation_id, revision),
    FOREIGN KEY (tenant_id, kind, attestation_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX attestations_now ON dossier.attestations (tenant_id, attestation_id) WHERE superseded_at IS NULL;
CREATE INDEX attestations_version ON dossier.attestations (tenant_id, case_id, version);
CREATE INDEX attestations_person_id ON dossier.attestations (tenant_id, person_id, attestation_id);
CREATE INDEX attestations_attesting_entity ON dossier.attestations (tenant_id, attesting_entity, attestation_id);
CALL app.statements('dossier.attestations');

-- KYC investigation
CREATE TABLE dossier.investigations (
    tenant_id text NOT NULL,
    investigation_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'investigation' CHECK (kind = 'investigation'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    target_entity text,
    jurisdiction text,
    ubo_threshold numeric CHECK (ubo_threshold BETWEEN 0 AND 100),
    kyc_level text,
    regulatory_framework text,
    extras jsonb,
    PRIMARY KEY (tenant_id, investigation_id, revision),
    FOREIGN KEY (tenant_id, kind, investigation_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX investigations_now ON dossier.investigations (tenant_id, investigation_id) WHERE superseded_at IS NULL;
CREATE INDEX investigations_version ON dossier.investigations (tenant_id, case_id, version);
CREATE INDEX investigations_target_entity ON dossier.investigations (tenant_id, target_entity, investigation_id);
CALL app.statements('dossier.investigations');

-- edge
CREATE TABLE dossier.graph_edges (
    tenant_id text NOT NULL,
    edge_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'graph-edge' CHECK (kind = 'graph-edge'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    from_entity text,
    to_entity text,
    type text,
    props jsonb,
    evidence jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, edge_id, revision),
    FOREIGN KEY (tenant_id, kind, edge_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX graph_edges_now ON dossier.graph_edges (tenant_id, edge_id) WHERE superseded_at IS NULL;
CREATE INDEX graph_edges_version ON dossier.graph_edges (tenant_id, case_id, version);
CREATE INDEX graph_edges_from_entity ON dossier.graph_edges (tenant_id, from_entity, edge_id);
CREATE INDEX graph_edges_to_entity ON dossier.graph_edges (tenant_id, to_entity, edge_id);
CALL app.statements('dossier.graph_edges');

-- collection for KYC
CREATE TABLE dossier.kyc_collections (
    tenant_id text NOT NULL,
    collection_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'kyc-collection' CHECK (kind = 'kyc-collection'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    customer_id text,
    collection_type text,
    document_type text,
    document_id text,
    collection_method text,
    verification_status text,
    status text,
    collected_at timestamptz,
    extras jsonb,
    PRIMARY KEY (tenant_id, collection_id, revision),
    FOREIGN KEY (tenant_id, kind, collection_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX kyc_collections_now ON dossier.kyc_collections (tenant_id, collection_id) WHERE superseded_at IS NULL;
CREATE INDEX kyc_collections_version ON dossier.kyc_collections (tenant_id, case_id, version);
CREATE INDEX kyc_collections_customer_id ON dossier.kyc_collections (tenant_id, customer_id, collection_id);
CREATE INDEX kyc_collections_document_id ON dossier.kyc_collections (tenant_id, document_id, collection_id);
CALL app.statements('dossier.kyc_collections');

-- KYC verification
CREATE TABLE dossier.kyc_verifications (
    tenant_id text NOT NULL,
    verification_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'kyc-verification' CHECK (kind = 'kyc-verification'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    customer_id text,
    verification_checks jsonb,
    overall_status text,
    document_id text,
    verifier_id text,
    extras jsonb,
    PRIMARY KEY (tenant_id, verification_id, revision),
    FOREIGN KEY (tenant_id, kind, verification_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX kyc_verifications_now ON dossier.kyc_verifications (tenant_id, verification_id) WHERE superseded_at IS NULL;
CREATE INDEX kyc_verifications_version ON dossier.kyc_verifications (tenant_id, case_id, version);
CREATE INDEX kyc_verifications_customer_id ON dossier.kyc_verifications (tenant_id, customer_id, verification_id);
CREATE INDEX kyc_verifications_document_id ON dossier.kyc_verifications (tenant_id, document_id, verification_id);
CALL app.statements('dossier.kyc_verifications');

-- risk assessment
CREATE TABLE dossier.risk_assessments (
    tenant_id text NOT NULL,
    assessment_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'risk-assessment' CHECK (kind = 'risk-assessment'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    customer_id text,
    risk_factors jsonb,
    overall_risk_score numeric CHECK (overall_risk_score >= 0 AND overall_risk_score <= 100),
    risk_rating text,
    rationale text,
    extras jsonb,
    PRIMARY KEY (tenant_id, assessment_id, revision),
    FOREIGN KEY (tenant_id, kind, assessment_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX risk_assessments_now ON dossier.risk_assessments (tenant_id, assessment_id) WHERE superseded_at IS NULL;
CREATE INDEX risk_assessments_version ON dossier.risk_assessments (tenant_id, case_id, version);
CREATE INDEX risk_assessments_customer_id ON dossier.risk_assessments (tenant_id, customer_id, assessment_id);
CALL app.statements('dossier.risk_assessments');

-- address check
CREATE TABLE dossier.address_checks (
    tenant_id text NOT NULL,
    check_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'address-check' CHECK (kind = 'address-check'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    entity_id text,
    result text,
    extras jsonb,
    PRIMARY KEY (tenant_id, check_id, revision),
    FOREIGN KEY (tenant_id, kind, check_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX address_checks_now ON dossier.address_checks (tenant_id, check_id) WHERE superseded_at IS NULL;
CREATE INDEX address_checks_version ON dossier.address_checks (tenant_id, case_id, version);
CREATE INDEX address_checks_entity_id ON dossier.address_checks (tenant_id, entity_id, check_id);
CALL app.statements('dossier.address_checks');

-- screening
CREATE TABLE dossier.screenings (
    tenant_id text NOT NULL,
    screening_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'screening' CHECK (kind = 'screening'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    entity_id text,
    screening_type text,
    databases jsonb,
    screening_result jsonb,
    outcome text,
    extras jsonb,
    PRIMARY KEY (tenant_id, screening_id, revision),
    FOREIGN KEY (tenant_id, kind, screening_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX screenings_now ON dossier.screenings (tenant_id, screening_id) WHERE superseded_at IS NULL;
CREATE INDEX screenings_version ON dossier.screenings (tenant_id, case_id, version);
CREATE INDEX screenings_entity_id ON dossier.screenings (tenant_id, entity_id, screening_id);
CALL app.statements('dossier.screenings');

-- monitoring
CREATE TABLE dossier.monitorings (
    tenant_id text NOT NULL,
    monitoring_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'monitoring' CHECK (kind = 'monitoring'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    customer_id text,
    monitoring_type text,
    monitoring_frequency text,
    alert_thresholds jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, monitoring_id, revision),
    FOREIGN KEY (tenant_id, kind, monitoring_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX monitorings_now ON dossier.monitorings (tenant_id, monitoring_id) WHERE superseded_at IS NULL;
CREATE INDEX monitorings_version ON dossier.monitorings (tenant_id, case_id, version);
CREATE INDEX monitorings_customer_id ON dossier.monitorings (tenant_id, customer_id, monitoring_id);
CALL app.statements('dossier.monitorings');

-- tax status check
CREATE TABLE dossier.tax_checks (
    tenant_id text NOT NULL,
    check_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'tax-check' CHECK (kind = 'tax-check'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    entity_id text,
    regime text,
    check_date date,
    status jsonb,
    supporting_evidence jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, check_id, revision),
    FOREIGN KEY (tenant_id, kind, check_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX tax_checks_now ON dossier.tax_checks (tenant_id, check_id) WHERE superseded_at IS NULL;
CREATE INDEX tax_checks_version ON dossier.tax_checks (tenant_id, case_id, version);
CREATE INDEX tax_checks_entity_id ON dossier.tax_checks (tenant_id, entity_id, check_id);
CALL app.statements('dossier.tax_checks');

-- AML check
CREATE TABLE dossier.aml_checks (
    tenant_id text NOT NULL,
    check_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'aml-check' CHECK (kind = 'aml-check'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    customer_id text,
    assessment_type text,
    risk_factors jsonb,
    ml_risk_score numeric CHECK (ml_risk_score >= 0 AND ml_risk_score <= 100),
    ml_risk_rating text,
    extras jsonb,
    PRIMARY KEY (tenant_id, check_id, revision),
    FOREIGN KEY (tenant_id, kind, check_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX aml_checks_now ON dossier.aml_checks (tenant_id, check_id) WHERE superseded_at IS NULL;
CREATE INDEX aml_checks_version ON dossier.aml_checks (tenant_id, case_id, version);
CREATE INDEX aml_checks_customer_id ON dossier.aml_checks (tenant_id, customer_id, check_id);
CALL app.statements('dossier.aml_checks');

-- suspicious activity report
CREATE TABLE dossier.sars (
    tenant_id text NOT NULL,
    sar_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'sar' CHECK (kind = 'sar'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    customer_id text,
    suspicious_activity jsonb,
    filing_jurisdiction text,
    filing_deadline date,
    extras jsonb,
    PRIMARY KEY (tenant_id, sar_id, revision),
    FOREIGN KEY (tenant_id, kind, sar_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX sars_now ON dossier.sars (tenant_id, sar_id) WHERE superseded_at IS NULL;
CREATE INDEX sars_version ON dossier.sars (tenant_id, case_id, version);
CREATE INDEX sars_customer_id ON dossier.sars (tenant_id, customer_id, sar_id);
CALL app.statements('dossier.sars');

-- compliance verification
CREATE TABLE dossier.compliance_verifications (
    tenant_id text NOT NULL,
    verification_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'compliance-verification' CHECK (kind = 'compliance-verification'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    verification_scope text,
    jurisdictions jsonb,
    regulatory_frameworks jsonb,
    verification_result text,
    extras jsonb,
    PRIMARY KEY (tenant_id, verification_id, revision),
    FOREIGN KEY (tenant_id, kind, verification_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX compliance_verifications_now ON dossier.compliance_verifications (tenant_id, verification_id) WHERE superseded_at IS NULL;
CREATE INDEX compliance_verifications_version ON dossier.compliance_verifications (tenant_id, case_id, version);
CALL app.statements('dossier.compliance_verifications');

-- compliance report
CREATE TABLE dossier.compliance_reports (
    tenant_id text NOT NULL,
    report_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'compliance-report' CHECK (kind = 'compliance-report'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    entity_id text,
    report_type text,
    reporting_period text,
    frameworks jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, report_id, revision),
    FOREIGN KEY (tenant_id, kind, report_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX compliance_reports_now ON dossier.compliance_reports (tenant_id, report_id) WHERE superseded_at IS NULL;
CREATE INDEX compliance_reports_version ON dossier.compliance_reports (tenant_id, case_id, version);
CREATE INDEX compliance_reports_entity_id ON dossier.compliance_reports (tenant_id, entity_id, report_id);
CALL app.statements('dossier.compliance_reports');

-- calculation of owners
CREATE TABLE dossier.ubo_calculations (
    tenant_id text NOT NULL,
    calculation_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'ubo-calculation' CHECK (kind = 'ubo-calculation'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    entity_id text,
    regime jsonb,
    method text,
    threshold numeric CHECK (threshold BETWEEN 0 AND 100),
    as_of date,
    status text,
    extras jsonb,
    PRIMARY KEY (tenant_id, calculation_id, revision),
    FOREIGN KEY (tenant_id, kind, calculation_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX ubo_calculations_now ON dossier.ubo_calculations (tenant_id, calculation_id) WHERE superseded_at IS NULL;
CREATE INDEX ubo_calculations_version ON dossier.ubo_calculations (tenant_id, case_id, version);
CREATE INDEX ubo_calculations_entity_id ON dossier.ubo_calculations (tenant_id, entity_id, calculation_id);
CALL app.statements('dossier.ubo_calculations');

-- stated owners
CREATE TABLE dossier.ubo_outcomes (
    tenant_id text NOT NULL,
    outcome_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'ubo-outcome' CHECK (kind = 'ubo-outcome'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    target text,
    at timestamptz,
    threshold numeric CHECK (threshold BETWEEN 0 AND 100),
    ubos jsonb,
    jurisdiction text,
    regulatory_basis text,
    extras jsonb,
    PRIMARY KEY (tenant_id, outcome_id, revision),
    FOREIGN KEY (tenant_id, kind, outcome_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX ubo_outcomes_now ON dossier.ubo_outcomes (tenant_id, outcome_id) WHERE superseded_at IS NULL;
CREATE INDEX ubo_outcomes_version ON dossier.ubo_outcomes (tenant_id, case_id, version);
CREATE INDEX ubo_outcomes_target ON dossier.ubo_outcomes (tenant_id, target, outcome_id);
CALL app.statements('dossier.ubo_outcomes');

-- request about owners
CREATE TABLE dossier.ubo_requests (
    tenant_id text NOT NULL,
    request_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'ubo-request' CHECK (kind = 'ubo-request'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    request text,
    entity_id text,
    depth bigint CHECK (depth >= 1),
    threshold numeric CHECK (threshold BETWEEN 0 AND 100),
    framework text,
    jurisdiction text,
    level text,
    frequency text,
    as_of date,
    reason text,
    status text,
    extras jsonb,
    PRIMARY KEY (tenant_id, request_id, revision),
    FOREIGN KEY (tenant_id, kind, request_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX ubo_requests_now ON dossier.ubo_requests (tenant_id, request_id) WHERE superseded_at IS NULL;
CREATE INDEX ubo_requests_version ON dossier.ubo_requests (tenant_id, case_id, version);
CREATE INDEX ubo_requests_entity_id ON dossier.ubo_requests (tenant_id, entity_id, request_id);
CALL app.statements('dossier.ubo_requests');

-- relation of documents
CREATE TABLE dossier.document_relations (
    tenant_id text NOT NULL,
    relation_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'document-relation' CHECK (kind = 'document-relation'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    source_doc text,
    target_doc text,
    relationship text,
    strength text,
    effective_date date,
    description text,
    extras jsonb,
    PRIMARY KEY (tenant_id, relation_id, revision),
    FOREIGN KEY (tenant_id, kind, relation_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX document_relations_now ON dossier.document_relations (tenant_id, relation_id) WHERE superseded_at IS NULL;
CREATE INDEX document_relations_version ON dossier.document_relations (tenant_id, case_id, version);
CREATE INDEX document_relations_source_doc ON dossier.document_relations (tenant_id, source_doc, relation_id);
CREATE INDEX document_relations_target_doc ON dossier.document_relations (tenant_id, target_doc, relation_id);
CALL app.statements('dossier.document_relations');

-- extraction
CREATE TABLE dossier.extractions (
    tenant_id text NOT NULL,
    extraction_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'extraction' CHECK (kind = 'extraction'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    document_id text,
    extraction_method text,
    extracted_fields jsonb,
    extracted_at timestamptz,
    template text,
    confidence numeric CHECK (confidence >= 0 AND confidence <= 1),
    extracted_by text,
    extras jsonb,
    PRIMARY KEY (tenant_id, extraction_id, revision),
    FOREIGN KEY (tenant_id, kind, extraction_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX extractions_now ON dossier.extractions (tenant_id, extraction_id) WHERE superseded_at IS NULL;
CREATE INDEX extractions_version ON dossier.extractions (tenant_id, case_id, version);
CREATE INDEX extractions_document_id ON dossier.extractions (tenant_id, document_id, extraction_id);
CALL app.statements('dossier.extractions');

-- use of a document
CREATE TABLE dossier.document_uses (
    tenant_id text NOT NULL,
    use_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'document-use' CHECK (kind = 'document-use'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    document_id text,
    usage_type text,
    evidence_of_link text,
    used_by_process text,
    workflow_stage text,
    cbu_id text,
    purpose text,
    outcome text,
    used_by text,
    extras jsonb,
    PRIMARY KEY (tenant_id, use_id, revision),
    FOREIGN KEY (tenant_id, kind, use_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX document_uses_now ON dossier.document_uses (tenant_id, use_id) WHERE superseded_at IS NULL;
CREATE INDEX document_uses_version ON dossier.document_uses (tenant_id, case_id, version);
CREATE INDEX document_uses_document_id ON dossier.document_uses (tenant_id, document_id, use_id);
CREATE INDEX document_uses_evidence_of_link ON dossier.document_uses (tenant_id, evidence_of_link, use_id);
CREATE INDEX document_uses_cbu_id ON dossier.document_uses (tenant_id, cbu_id, use_id);
CALL app.statements('dossier.document_uses');

-- amendment of a document
CREATE TABLE dossier.document_amendments (
    tenant_id text NOT NULL,
    amendment_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'document-amendment' CHECK (kind = 'document-amendment'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    parent_doc text,
    new_document_id text,
    amendment_type text,
    changes jsonb,
    effective_date date,
    supersedes_parent boolean,
    amended_by text,
    extras jsonb,
    PRIMARY KEY (tenant_id, amendment_id, revision),
    FOREIGN KEY (tenant_id, kind, amendment_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX document_amendments_now ON dossier.document_amendments (tenant_id, amendment_id) WHERE superseded_at IS NULL;
CREATE INDEX document_amendments_version ON dossier.document_amendments (tenant_id, case_id, version);
CREATE INDEX document_amendments_parent_doc ON dossier.document_amendments (tenant_id, parent_doc, amendment_id);
CREATE INDEX document_amendments_new_document_id ON dossier.document_amendments (tenant_id, new_document_id, amendment_id);
CALL app.statements('dossier.document_amendments');

-- query for documents
CREATE TABLE dossier.document_queries (
    tenant_id text NOT NULL,
    query_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'document-query' CHECK (kind = 'document-query'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    search_criteria jsonb,
    result_limit bigint CHECK (result_limit >= 1 AND result_limit <= 10000),
    include_expired boolean,
    sort_by text,
    context text,
    extras jsonb,
    PRIMARY KEY (tenant_id, query_id, revision),
    FOREIGN KEY (tenant_id, kind, query_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX document_queries_now ON dossier.document_queries (tenant_id, query_id) WHERE superseded_at IS NULL;
CREATE INDEX document_queries_version ON dossier.document_queries (tenant_id, case_id, version);
CALL app.statements('dossier.document_queries');
