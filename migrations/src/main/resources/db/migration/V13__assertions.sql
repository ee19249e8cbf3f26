SET lock_timeout = '3s';
-- Claims without effect. Written by the registry compiler.

-- claim without effect
CREATE TABLE dossier.assertions (
    tenant_id text NOT NULL,
    assertion_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'assertion' CHECK (kind = 'assertion'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    verb text,
    code text,
    message text,
    about_kind text,
    about_id text,
    claimed jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, assertion_id, revision),
    FOREIGN KEY (tenant_id, kind, assertion_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX assertions_now ON dossier.assertions (tenant_id, assertion_id) WHERE superseded_at IS NULL;
CREATE INDEX assertions_version ON dossier.assertions (tenant_id, case_id, version);
CALL app.statements('dossier.assertions');
