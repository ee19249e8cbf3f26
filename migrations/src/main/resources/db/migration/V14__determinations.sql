-- What the facts of ownership said when somebody asked, and whom they showed as owners.

-- determination of owners
CREATE TABLE dossier.ubo_determinations (
    tenant_id text NOT NULL,
    determination_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'ubo-determination' CHECK (kind = 'ubo-determination'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    entity_id text,
    calculation_id text,
    outcome_id text,
    request_id text,
    valid_at date,
    facts_known_at timestamptz,
    graph_hash text,
    rule_packs jsonb,
    dictionary_version text,
    answer jsonb,
    result jsonb,
    differences jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, determination_id, revision),
    FOREIGN KEY (tenant_id, kind, determination_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX ubo_determinations_now ON dossier.ubo_determinations (tenant_id, determination_id) WHERE superseded_at IS NULL;
CREATE INDEX ubo_determinations_version ON dossier.ubo_determinations (tenant_id, case_id, version);
CREATE INDEX ubo_determinations_entity_id ON dossier.ubo_determinations (tenant_id, entity_id, determination_id);
CREATE INDEX ubo_determinations_calculation_id ON dossier.ubo_determinations (tenant_id, calculation_id, determination_id);
CREATE INDEX ubo_determinations_outcome_id ON dossier.ubo_determinations (tenant_id, outcome_id, determination_id);
CREATE INDEX ubo_determinations_request_id ON dossier.ubo_determinations (tenant_id, request_id, determination_id);
CALL app.statements('dossier.ubo_determinations');

-- owner found
CREATE TABLE dossier.ubo_owners (
    tenant_id text NOT NULL,
    owner_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'ubo-owner' CHECK (kind = 'ubo-owner'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    determination_id text,
    entity_id text,
    person_id text,
    regime text,
    verdict text,
    prong text,
    also_by jsonb,
    share_low text,
    share_high text,
    share_percent text,
    band text,
    rule text,
    explanation text,
    extras jsonb,
    PRIMARY KEY (tenant_id, owner_id, revision),
    FOREIGN KEY (tenant_id, kind, owner_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX ubo_owners_now ON dossier.ubo_owners (tenant_id, owner_id) WHERE superseded_at IS NULL;
CREATE INDEX ubo_owners_version ON dossier.ubo_owners (tenant_id, case_id, version);
CREATE INDEX ubo_owners_determination_id ON dossier.ubo_owners (tenant_id, determination_id, owner_id);
CREATE INDEX ubo_owners_entity_id ON dossier.ubo_owners (tenant_id, entity_id, owner_id);
CREATE INDEX ubo_owners_person_id ON dossier.ubo_owners (tenant_id, person_id, owner_id);
CALL app.statements('dossier.ubo_owners');
