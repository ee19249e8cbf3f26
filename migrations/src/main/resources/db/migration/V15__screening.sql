SET lock_timeout = '3s';
-- Screening: which lists were searched, what was found in them, and what people decided. Written by the registry compiler.


-- search of lists
CREATE TABLE dossier.screening_searches (
    tenant_id text NOT NULL,
    search_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'screening-search' CHECK (kind = 'screening-search'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    screening_id text,
    investor_screening_id text,
    names jsonb,
    provider text,
    lists jsonb,
    missing jsonb,
    threshold numeric CHECK (threshold >= 0 AND threshold <= 1),
    hits bigint,
    extras jsonb,
    PRIMARY KEY (tenant_id, search_id, revision),
    FOREIGN KEY (tenant_id, kind, search_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX screening_searches_now ON dossier.screening_searches (tenant_id, search_id) WHERE superseded_at IS NULL;
CREATE INDEX screening_searches_version ON dossier.screening_searches (tenant_id, case_id, version);
CREATE INDEX screening_searches_screening_id ON dossier.screening_searches (tenant_id, screening_id, search_id);
CREATE INDEX screening_searches_investor_screening_id ON dossier.screening_searches (tenant_id, investor_screening_id, search_id);
CALL app.statements('dossier.screening_searches');

-- hit of a screening
CREATE TABLE dossier.screening_hits (
    tenant_id text NOT NULL,
    hit_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'screening-hit' CHECK (kind = 'screening-hit'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    screening_id text,
    investor_screening_id text,
    entity_id text,
    investor_id text,
    list text,
    list_version text,
    entry text,
    programme text,
    matched_name text,
    searched_name text,
    match text,
    score numeric CHECK (score >= 0 AND score <= 1),
    outcome text,
    extras jsonb,
    PRIMARY KEY (tenant_id, hit_id, revision),
    FOREIGN KEY (tenant_id, kind, hit_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX screening_hits_now ON dossier.screening_hits (tenant_id, hit_id) WHERE superseded_at IS NULL;
CREATE INDEX screening_hits_version ON dossier.screening_hits (tenant_id, case_id, version);
CREATE INDEX screening_hits_screening_id ON dossier.screening_hits (tenant_id, screening_id, hit_id);
CREATE INDEX screening_hits_investor_screening_id ON dossier.screening_hits (tenant_id, investor_screening_id, hit_id);
CREATE INDEX screening_hits_entity_id ON dossier.screening_hits (tenant_id, entity_id, hit_id);
CREATE INDEX screening_hits_investor_id ON dossier.screening_hits (tenant_id, investor_id, hit_id);
CALL app.statements('dossier.screening_hits');

-- decision about a screening
CREATE TABLE dossier.screening_decisions (
    tenant_id text NOT NULL,
    decision_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'screening-decision' CHECK (kind = 'screening-decision'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    hit_id text,
    screening_id text,
    decision text,
    rationale text,
    decided_by text,
    decided_on date,
    extras jsonb,
    PRIMARY KEY (tenant_id, decision_id, revision),
    FOREIGN KEY (tenant_id, kind, decision_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX screening_decisions_now ON dossier.screening_decisions (tenant_id, decision_id) WHERE superseded_at IS NULL;
CREATE INDEX screening_decisions_version ON dossier.screening_decisions (tenant_id, case_id, version);
CREATE INDEX screening_decisions_hit_id ON dossier.screening_decisions (tenant_id, hit_id, decision_id);
CREATE INDEX screening_decisions_screening_id ON dossier.screening_decisions (tenant_id, screening_id, decision_id);
CALL app.statements('dossier.screening_decisions');
