-- Sections of documents that are ordered by domain. Written by the registry compiler.


-- section of a document
CREATE TABLE dossier.sections (
    tenant_id text NOT NULL,
    section_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'section' CHECK (kind = 'section'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    name text,
    description text,
    extras jsonb,
    PRIMARY KEY (tenant_id, section_id, revision),
    FOREIGN KEY (tenant_id, kind, section_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX sections_now ON dossier.sections (tenant_id, section_id) WHERE superseded_at IS NULL;
CREATE INDEX sections_version ON dossier.sections (tenant_id, case_id, version);
CALL app.statements('dossier.sections');
