-- What was done with data at large. Written by the registry compiler.

-- operation on data
CREATE TABLE dossier.data_operations (
    tenant_id text NOT NULL,
    operation_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'data-operation' CHECK (kind = 'data-operation'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    operation text,
    asset text,
    criteria jsonb,
    new_values jsonb,
    selected jsonb,
    joins jsonb,
    grouped_by jsonb,
    sort_order jsonb,
    row_limit bigint,
    include_ended boolean,
    end_date date,
    reason text,
    retention text,
    found jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, operation_id, revision),
    FOREIGN KEY (tenant_id, kind, operation_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX data_operations_now ON dossier.data_operations (tenant_id, operation_id) WHERE superseded_at IS NULL;
CREATE INDEX data_operations_version ON dossier.data_operations (tenant_id, case_id, version);
CALL app.statements('dossier.data_operations');
