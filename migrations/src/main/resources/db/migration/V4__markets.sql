-- Derivatives, services, investors and what else markets need: one row a statement, as the registry's kinds say.

-- ISDA master agreement
CREATE TABLE dossier.isda_masters (
    tenant_id text NOT NULL,
    agreement_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'isda-master' CHECK (kind = 'isda-master'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    party_a text,
    party_b text,
    isda_version text,
    governing_law text,
    agreement_date date,
    multicurrency boolean,
    cross_default boolean,
    termination_currency text,
    document_id text,
    effective_date date,
    state text,
    amendment_id text,
    amended_on date,
    terminated_on date,
    extras jsonb,
    PRIMARY KEY (tenant_id, agreement_id, revision),
    FOREIGN KEY (tenant_id, kind, agreement_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX isda_masters_now ON dossier.isda_masters (tenant_id, agreement_id) WHERE superseded_at IS NULL;
CREATE INDEX isda_masters_version ON dossier.isda_masters (tenant_id, case_id, version);
CREATE INDEX isda_masters_party_a ON dossier.isda_masters (tenant_id, party_a, agreement_id);
CREATE INDEX isda_masters_party_b ON dossier.isda_masters (tenant_id, party_b, agreement_id);
CREATE INDEX isda_masters_document_id ON dossier.isda_masters (tenant_id, document_id, agreement_id);
CALL app.statements('dossier.isda_masters');

-- credit support annex
CREATE TABLE dossier.isda_csas (
    tenant_id text NOT NULL,
    csa_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'csa' CHECK (kind = 'csa'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    master_agreement_id text,
    base_currency text,
    threshold_party_a_amount numeric,
    threshold_party_a_currency text CHECK ((threshold_party_a_currency IS NULL) = (threshold_party_a_amount IS NULL)),
    threshold_party_b_amount numeric,
    threshold_party_b_currency text CHECK ((threshold_party_b_currency IS NULL) = (threshold_party_b_amount IS NULL)),
    minimum_transfer_amount numeric,
    minimum_transfer_currency text CHECK ((minimum_transfer_currency IS NULL) = (minimum_transfer_amount IS NULL)),
    eligible_collateral jsonb,
    margin_approach text,
    effective_date date,
    rounding_amount_amount numeric,
    rounding_amount_currency text CHECK ((rounding_amount_currency IS NULL) = (rounding_amount_amount IS NULL)),
    valuation_percentage jsonb,
    document_id text,
    extras jsonb,
    PRIMARY KEY (tenant_id, csa_id, revision),
    FOREIGN KEY (tenant_id, kind, csa_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX isda_csas_now ON dossier.isda_csas (tenant_id, csa_id) WHERE superseded_at IS NULL;
CREATE INDEX isda_csas_version ON dossier.isda_csas (tenant_id, case_id, version);
CREATE INDEX isda_csas_master_agreement_id ON dossier.isda_csas (tenant_id, master_agreement_id, csa_id);
CREATE INDEX isda_csas_document_id ON dossier.isda_csas (tenant_id, document_id, csa_id);
CALL app.statements('dossier.isda_csas');

-- trade
CREATE TABLE dossier.isda_trades (
    tenant_id text NOT NULL,
    trade_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'trade' CHECK (kind = 'trade'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    master_agreement_id text,
    product_type text,
    trade_date date,
    effective_date date,
    termination_date date,
    notional_amount numeric,
    currency text,
    payer text,
    receiver text,
    underlying text,
    calculation_agent text,
    settlement_terms jsonb,
    confirmation_id text,
    state text,
    netting_set_id text,
    novation_id text,
    closeout_id text,
    terminated_on date,
    extras jsonb,
    PRIMARY KEY (tenant_id, trade_id, revision),
    FOREIGN KEY (tenant_id, kind, trade_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX isda_trades_now ON dossier.isda_trades (tenant_id, trade_id) WHERE superseded_at IS NULL;
CREATE INDEX isda_trades_version ON dossier.isda_trades (tenant_id, case_id, version);
CREATE INDEX isda_trades_master_agreement_id ON dossier.isda_trades (tenant_id, master_agreement_id, trade_id);
CREATE INDEX isda_trades_payer ON dossier.isda_trades (tenant_id, payer, trade_id);
CREATE INDEX isda_trades_receiver ON dossier.isda_trades (tenant_id, receiver, trade_id);
CREATE INDEX isda_trades_calculation_agent ON dossier.isda_trades (tenant_id, calculation_agent, trade_id);
CALL app.statements('dossier.isda_trades');

-- margin call
CREATE TABLE dossier.isda_margin_calls (
    tenant_id text NOT NULL,
    call_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'margin-call' CHECK (kind = 'margin-call'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    csa_id text,
    call_date date,
    valuation_date date,
    calling_party text,
    called_party text,
    exposure_amount numeric,
    existing_collateral numeric,
    call_amount numeric,
    currency text,
    deadline timestamptz,
    calculation_details jsonb,
    state text,
    extras jsonb,
    PRIMARY KEY (tenant_id, call_id, revision),
    FOREIGN KEY (tenant_id, kind, call_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX isda_margin_calls_now ON dossier.isda_margin_calls (tenant_id, call_id) WHERE superseded_at IS NULL;
CREATE INDEX isda_margin_calls_version ON dossier.isda_margin_calls (tenant_id, case_id, version);
CREATE INDEX isda_margin_calls_csa_id ON dossier.isda_margin_calls (tenant_id, csa_id, call_id);
CREATE INDEX isda_margin_calls_calling_party ON dossier.isda_margin_calls (tenant_id, calling_party, call_id);
CREATE INDEX isda_margin_calls_called_party ON dossier.isda_margin_calls (tenant_id, called_party, call_id);
CALL app.statements('dossier.isda_margin_calls');

-- collateral posting
CREATE TABLE dossier.isda_collateral_postings (
    tenant_id text NOT NULL,
    posting_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'collateral-posting' CHECK (kind = 'collateral-posting'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    call_id text,
    posting_party text,
    receiving_party text,
    collateral_type text,
    amount numeric,
    currency text,
    posting_date date,
    settlement_date date,
    custodian text,
    valuation numeric,
    extras jsonb,
    PRIMARY KEY (tenant_id, posting_id, revision),
    FOREIGN KEY (tenant_id, kind, posting_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX isda_collateral_postings_now ON dossier.isda_collateral_postings (tenant_id, posting_id) WHERE superseded_at IS NULL;
CREATE INDEX isda_collateral_postings_version ON dossier.isda_collateral_postings (tenant_id, case_id, version);
CREATE INDEX isda_collateral_postings_call_id ON dossier.isda_collateral_postings (tenant_id, call_id, posting_id);
CREATE INDEX isda_collateral_postings_posting_party ON dossier.isda_collateral_postings (tenant_id, posting_party, posting_id);
CREATE INDEX isda_collateral_postings_receiving_party ON dossier.isda_collateral_postings (tenant_id, receiving_party, posting_id);
CALL app.statements('dossier.isda_collateral_postings');

-- portfolio valuation
CREATE TABLE dossier.isda_valuations (
    tenant_id text NOT NULL,
    valuation_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'portfolio-valuation' CHECK (kind = 'portfolio-valuation'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    portfolio_id text,
    valuation_date date,
    valuation_agent text,
    methodology text,
    base_currency text,
    trades_valued jsonb,
    gross_mtm numeric,
    net_mtm numeric,
    market_data_sources jsonb,
    calculation_details jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, valuation_id, revision),
    FOREIGN KEY (tenant_id, kind, valuation_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX isda_valuations_now ON dossier.isda_valuations (tenant_id, valuation_id) WHERE superseded_at IS NULL;
CREATE INDEX isda_valuations_version ON dossier.isda_valuations (tenant_id, case_id, version);
CREATE INDEX isda_valuations_valuation_agent ON dossier.isda_valuations (tenant_id, valuation_agent, valuation_id);
CALL app.statements('dossier.isda_valuations');

-- termination event
CREATE TABLE dossier.isda_termination_events (
    tenant_id text NOT NULL,
    event_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'termination-event' CHECK (kind = 'termination-event'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    master_agreement_id text,
    event_type text,
    affected_party text,
    declaring_party text,
    event_date date,
    declaration_date date,
    event_description text,
    cure_period bigint CHECK (cure_period >= 0),
    supporting_evidence jsonb,
    automatic boolean,
    extras jsonb,
    PRIMARY KEY (tenant_id, event_id, revision),
    FOREIGN KEY (tenant_id, kind, event_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX isda_termination_events_now ON dossier.isda_termination_events (tenant_id, event_id) WHERE superseded_at IS NULL;
CREATE INDEX isda_termination_events_version ON dossier.isda_termination_events (tenant_id, case_id, version);
CREATE INDEX isda_termination_events_master_agreement_id ON dossier.isda_termination_events (tenant_id, master_agreement_id, event_id);
CREATE INDEX isda_termination_events_affected_party ON dossier.isda_termination_events (tenant_id, affected_party, event_id);
CREATE INDEX isda_termination_events_declaring_party ON dossier.isda_termination_events (tenant_id, declaring_party, event_id);
CALL app.statements('dossier.isda_termination_events');

-- close-out
CREATE TABLE dossier.isda_closeouts (
    tenant_id text NOT NULL,
    closeout_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'closeout' CHECK (kind = 'closeout'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    master_agreement_id text,
    termination_date date,
    calculation_agent text,
    terminated_trades jsonb,
    valuation_method text,
    loss_calculation numeric,
    closeout_amount numeric,
    payment_currency text,
    payment_date date,
    market_quotations jsonb,
    calculation_statement text,
    extras jsonb,
    PRIMARY KEY (tenant_id, closeout_id, revision),
    FOREIGN KEY (tenant_id, kind, closeout_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX isda_closeouts_now ON dossier.isda_closeouts (tenant_id, closeout_id) WHERE superseded_at IS NULL;
CREATE INDEX isda_closeouts_version ON dossier.isda_closeouts (tenant_id, case_id, version);
CREATE INDEX isda_closeouts_master_agreement_id ON dossier.isda_closeouts (tenant_id, master_agreement_id, closeout_id);
CREATE INDEX isda_closeouts_calculation_agent ON dossier.isda_closeouts (tenant_id, calculation_agent, closeout_id);
CALL app.statements('dossier.isda_closeouts');

-- amendment of an ISDA agreement
CREATE TABLE dossier.isda_amendments (
    tenant_id text NOT NULL,
    amendment_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'isda-amendment' CHECK (kind = 'isda-amendment'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    original_agreement_id text,
    amendment_type text,
    amendment_date date,
    effective_date date,
    sections_amended jsonb,
    amendment_description text,
    party_a_consent boolean,
    party_b_consent boolean,
    document_id text,
    supersedes_prior boolean,
    extras jsonb,
    PRIMARY KEY (tenant_id, amendment_id, revision),
    FOREIGN KEY (tenant_id, kind, amendment_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX isda_amendments_now ON dossier.isda_amendments (tenant_id, amendment_id) WHERE superseded_at IS NULL;
CREATE INDEX isda_amendments_version ON dossier.isda_amendments (tenant_id, case_id, version);
CREATE INDEX isda_amendments_original_agreement_id ON dossier.isda_amendments (tenant_id, original_agreement_id, amendment_id);
CREATE INDEX isda_amendments_document_id ON dossier.isda_amendments (tenant_id, document_id, amendment_id);
CALL app.statements('dossier.isda_amendments');

-- novation
CREATE TABLE dossier.isda_novations (
    tenant_id text NOT NULL,
    novation_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'novation' CHECK (kind = 'novation'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    original_trade_id text,
    transferor text,
    transferee text,
    remaining_party text,
    novation_date date,
    effective_date date,
    consent_required boolean,
    consent_obtained boolean,
    new_master_agreement text,
    transfer_fee_amount numeric,
    transfer_fee_currency text CHECK ((transfer_fee_currency IS NULL) = (transfer_fee_amount IS NULL)),
    novation_document text,
    extras jsonb,
    PRIMARY KEY (tenant_id, novation_id, revision),
    FOREIGN KEY (tenant_id, kind, novation_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX isda_novations_now ON dossier.isda_novations (tenant_id, novation_id) WHERE superseded_at IS NULL;
CREATE INDEX isda_novations_version ON dossier.isda_novations (tenant_id, case_id, version);
CREATE INDEX isda_novations_original_trade_id ON dossier.isda_novations (tenant_id, original_trade_id, novation_id);
CREATE INDEX isda_novations_transferor ON dossier.isda_novations (tenant_id, transferor, novation_id);
CREATE INDEX isda_novations_transferee ON dossier.isda_novations (tenant_id, transferee, novation_id);
CREATE INDEX isda_novations_remaining_party ON dossier.isda_novations (tenant_id, remaining_party, novation_id);
CREATE INDEX isda_novations_new_master_agreement ON dossier.isda_novations (tenant_id, new_master_agreement, novation_id);
CREATE INDEX isda_novations_novation_document ON dossier.isda_novations (tenant_id, novation_document, novation_id);
CALL app.statements('dossier.isda_novations');

-- dispute
CREATE TABLE dossier.isda_disputes (
    tenant_id text NOT NULL,
    dispute_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'dispute' CHECK (kind = 'dispute'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    master_agreement_id text,
    dispute_type text,
    initiating_party text,
    responding_party text,
    dispute_date date,
    subject_matter text,
    status text,
    amount_in_dispute numeric,
    currency text,
    resolution_method text,
    deadline date,
    supporting_documents jsonb,
    extras jsonb,
    PRIMARY KEY (tenant_id, dispute_id, revision),
    FOREIGN KEY (tenant_id, kind, dispute_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX isda_disputes_now ON dossier.isda_disputes (tenant_id, dispute_id) WHERE superseded_at IS NULL;
CREATE INDEX isda_disputes_version ON dossier.isda_disputes (tenant_id, case_id, version);
CREATE INDEX isda_disputes_master_agreement_id ON dossier.isda_disputes (tenant_id, master_agreement_id, dispute_id);
CREATE INDEX isda_disputes_initiating_party ON dossier.isda_disputes (tenant_id, initiating_party, dispute_id);
CREATE INDEX isda_disputes_responding_party ON dossier.isda_disputes (tenant_id, responding_party, dispute_id);
CALL app.statements('dossier.isda_disputes');

-- netting set
CREATE TABLE dossier.isda_netting_sets (
    tenant_id text NOT NULL,
    netting_set_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'netting-set' CHECK (kind = 'netting-set'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    master_agreement_id text,
    included_trades jsonb,
    netting_date date,
    gross_exposure numeric,
    net_exposure numeric,
    currency text,
    excluded_trades jsonb,
    calculation_method text,
    legal_opinion text,
    extras jsonb,
    PRIMARY KEY (tenant_id, netting_set_id, revision),
    FOREIGN KEY (tenant_id, kind, netting_set_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX isda_netting_sets_now ON dossier.isda_netting_sets (tenant_id, netting_set_id) WHERE superseded_at IS NULL;
CREATE INDEX isda_netting_sets_version ON dossier.isda_netting_sets (tenant_id, case_id, version);
CREATE INDEX isda_netting_sets_master_agreement_id ON dossier.isda_netting_sets (tenant_id, master_agreement_id, netting_set_id);
CALL app.statements('dossier.isda_netting_sets');
