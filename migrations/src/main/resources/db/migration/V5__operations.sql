-- What is sent, watched, scheduled and assessed: one row a statement, as the registry's kinds say.

-- notification
CREATE TABLE dossier.notifications (
    tenant_id text NOT NULL,
    notification_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'notification' CHECK (kind = 'notification'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    recipient_id text,
    template_id text,
    extras jsonb,
    PRIMARY KEY (tenant_id, notification_id, revision),
    FOREIGN KEY (tenant_id, kind, notification_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX notifications_now ON dossier.notifications (tenant_id, notification_id) WHERE superseded_at IS NULL;
CREATE INDEX notifications_version ON dossier.notifications (tenant_id, case_id, version);
CALL app.statements('dossier.notifications');

-- request to a party
CREATE TABLE dossier.communications (
    tenant_id text NOT NULL,
    communication_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'communication' CHECK (kind = 'communication'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    party_id text,
    document_id text,
    extras jsonb,
    PRIMARY KEY (tenant_id, communication_id, revision),
    FOREIGN KEY (tenant_id, kind, communication_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX communications_now ON dossier.communications (tenant_id, communication_id) WHERE superseded_at IS NULL;
CREATE INDEX communications_version ON dossier.communications (tenant_id, case_id, version);
CREATE INDEX communications_party_id ON dossier.communications (tenant_id, party_id, communication_id);
CREATE INDEX communications_document_id ON dossier.communications (tenant_id, document_id, communication_id);
CALL app.statements('dossier.communications');

-- escalation
CREATE TABLE dossier.escalations (
    tenant_id text NOT NULL,
    escalation_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'escalation' CHECK (kind = 'escalation'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    condition_id text,
    level text,
    extras jsonb,
    PRIMARY KEY (tenant_id, escalation_id, revision),
    FOREIGN KEY (tenant_id, kind, escalation_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX escalations_now ON dossier.escalations (tenant_id, escalation_id) WHERE superseded_at IS NULL;
CREATE INDEX escalations_version ON dossier.escalations (tenant_id, case_id, version);
CALL app.statements('dossier.escalations');

-- note for the audit
CREATE TABLE dossier.audit_notes (
    tenant_id text NOT NULL,
    note_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'audit-note' CHECK (kind = 'audit-note'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    event_id text,
    actor_id text,
    extras jsonb,
    PRIMARY KEY (tenant_id, note_id, revision),
    FOREIGN KEY (tenant_id, kind, note_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX audit_notes_now ON dossier.audit_notes (tenant_id, note_id) WHERE superseded_at IS NULL;
CREATE INDEX audit_notes_version ON dossier.audit_notes (tenant_id, case_id, version);
CALL app.statements('dossier.audit_notes');

-- request to an outside system
CREATE TABLE dossier.external_requests (
    tenant_id text NOT NULL,
    request_number text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'external-request' CHECK (kind = 'external-request'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    operation text,
    system_id text,
    endpoint_id text,
    data_id text,
    payload_id text,
    extras jsonb,
    PRIMARY KEY (tenant_id, request_number, revision),
    FOREIGN KEY (tenant_id, kind, request_number) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX external_requests_now ON dossier.external_requests (tenant_id, request_number) WHERE superseded_at IS NULL;
CREATE INDEX external_requests_version ON dossier.external_requests (tenant_id, case_id, version);
CALL app.statements('dossier.external_requests');

-- webhook
CREATE TABLE dossier.webhooks (
    tenant_id text NOT NULL,
    webhook_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'webhook' CHECK (kind = 'webhook'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    url_id text,
    events jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, webhook_id, revision),
    FOREIGN KEY (tenant_id, kind, webhook_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX webhooks_now ON dossier.webhooks (tenant_id, webhook_id) WHERE superseded_at IS NULL;
CREATE INDEX webhooks_version ON dossier.webhooks (tenant_id, case_id, version);
CALL app.statements('dossier.webhooks');

-- schedule
CREATE TABLE dossier.schedules (
    tenant_id text NOT NULL,
    schedule_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'schedule' CHECK (kind = 'schedule'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    task_id text,
    cron text,
    extras jsonb,
    PRIMARY KEY (tenant_id, schedule_id, revision),
    FOREIGN KEY (tenant_id, kind, schedule_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX schedules_now ON dossier.schedules (tenant_id, schedule_id) WHERE superseded_at IS NULL;
CREATE INDEX schedules_version ON dossier.schedules (tenant_id, case_id, version);
CALL app.statements('dossier.schedules');

-- deadline
CREATE TABLE dossier.deadlines (
    tenant_id text NOT NULL,
    deadline_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'deadline' CHECK (kind = 'deadline'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    task_id text,
    deadline_date date,
    extras jsonb,
    PRIMARY KEY (tenant_id, deadline_id, revision),
    FOREIGN KEY (tenant_id, kind, deadline_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX deadlines_now ON dossier.deadlines (tenant_id, deadline_id) WHERE superseded_at IS NULL;
CREATE INDEX deadlines_version ON dossier.deadlines (tenant_id, case_id, version);
CREATE INDEX deadlines_task_id ON dossier.deadlines (tenant_id, task_id, deadline_id);
CALL app.statements('dossier.deadlines');

-- reminder
CREATE TABLE dossier.reminders (
    tenant_id text NOT NULL,
    reminder_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'reminder' CHECK (kind = 'reminder'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    notification_id text,
    time_offset text,
    extras jsonb,
    PRIMARY KEY (tenant_id, reminder_id, revision),
    FOREIGN KEY (tenant_id, kind, reminder_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX reminders_now ON dossier.reminders (tenant_id, reminder_id) WHERE superseded_at IS NULL;
CREATE INDEX reminders_version ON dossier.reminders (tenant_id, case_id, version);
CALL app.statements('dossier.reminders');

-- risk factor
CREATE TABLE dossier.risk_factors (
    tenant_id text NOT NULL,
    risk_factor_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'risk-factor' CHECK (kind = 'risk-factor'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    factor_id text,
    weight numeric,
    extras jsonb,
    PRIMARY KEY (tenant_id, risk_factor_id, revision),
    FOREIGN KEY (tenant_id, kind, risk_factor_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX risk_factors_now ON dossier.risk_factors (tenant_id, risk_factor_id) WHERE superseded_at IS NULL;
CREATE INDEX risk_factors_version ON dossier.risk_factors (tenant_id, case_id, version);
CALL app.statements('dossier.risk_factors');

-- monitor
CREATE TABLE dossier.monitors (
    tenant_id text NOT NULL,
    monitor_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'monitor' CHECK (kind = 'monitor'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    metric_id text,
    threshold bigint,
    extras jsonb,
    PRIMARY KEY (tenant_id, monitor_id, revision),
    FOREIGN KEY (tenant_id, kind, monitor_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX monitors_now ON dossier.monitors (tenant_id, monitor_id) WHERE superseded_at IS NULL;
CREATE INDEX monitors_version ON dossier.monitors (tenant_id, case_id, version);
CALL app.statements('dossier.monitors');

-- alert
CREATE TABLE dossier.alerts (
    tenant_id text NOT NULL,
    alert_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'alert' CHECK (kind = 'alert'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    condition_id text,
    severity text,
    extras jsonb,
    PRIMARY KEY (tenant_id, alert_id, revision),
    FOREIGN KEY (tenant_id, kind, alert_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX alerts_now ON dossier.alerts (tenant_id, alert_id) WHERE superseded_at IS NULL;
CREATE INDEX alerts_version ON dossier.alerts (tenant_id, case_id, version);
CALL app.statements('dossier.alerts');

-- work on data
CREATE TABLE dossier.data_jobs (
    tenant_id text NOT NULL,
    job_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'data-job' CHECK (kind = 'data-job'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    operation text,
    source text,
    target text,
    entity_id text,
    attributes jsonb,
    rule_id text,
    extras jsonb,
    PRIMARY KEY (tenant_id, job_id, revision),
    FOREIGN KEY (tenant_id, kind, job_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX data_jobs_now ON dossier.data_jobs (tenant_id, job_id) WHERE superseded_at IS NULL;
CREATE INDEX data_jobs_version ON dossier.data_jobs (tenant_id, case_id, version);
CREATE INDEX data_jobs_entity_id ON dossier.data_jobs (tenant_id, entity_id, job_id);
CALL app.statements('dossier.data_jobs');
