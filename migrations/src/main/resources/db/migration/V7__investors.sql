-- Investors and what they subscribe, hold and redeem: one row a statement, as the registry's kinds say.

-- investor
CREATE TABLE dossier.investors (
    tenant_id text NOT NULL,
    investor_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'investor' CHECK (kind = 'investor'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    legal_name text,
    investor_type text,
    domicile text,
    fund_id text,
    entity_id text,
    source text,
    state text,
    indication_amount numeric,
    indication_currency text CHECK ((indication_currency IS NULL) = (indication_amount IS NULL)),
    kyc_tier text,
    risk_rating text,
    approved_by text,
    refresh_due date,
    refresh_frequency text,
    screening_frequency text,
    share_class text,
    units numeric,
    subscription_id text,
    redemption_id text,
    offboarding_reason text,
    extras jsonb,
    PRIMARY KEY (tenant_id, investor_id, revision),
    FOREIGN KEY (tenant_id, kind, investor_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX investors_now ON dossier.investors (tenant_id, investor_id) WHERE superseded_at IS NULL;
CREATE INDEX investors_version ON dossier.investors (tenant_id, case_id, version);
CREATE INDEX investors_fund_id ON dossier.investors (tenant_id, fund_id, investor_id);
CREATE INDEX investors_entity_id ON dossier.investors (tenant_id, entity_id, investor_id);
CALL app.statements('dossier.investors');

-- document of an investor
CREATE TABLE dossier.investor_documents (
    tenant_id text NOT NULL,
    investor_document_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'investor-document' CHECK (kind = 'investor-document'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    investor_id text,
    document_type text,
    document_id text,
    extras jsonb,
    PRIMARY KEY (tenant_id, investor_document_id, revision),
    FOREIGN KEY (tenant_id, kind, investor_document_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX investor_documents_now ON dossier.investor_documents (tenant_id, investor_document_id) WHERE superseded_at IS NULL;
CREATE INDEX investor_documents_version ON dossier.investor_documents (tenant_id, case_id, version);
CREATE INDEX investor_documents_investor_id ON dossier.investor_documents (tenant_id, investor_id, investor_document_id);
CREATE INDEX investor_documents_document_id ON dossier.investor_documents (tenant_id, document_id, investor_document_id);
CALL app.statements('dossier.investor_documents');

-- screening of an investor
CREATE TABLE dossier.investor_screenings (
    tenant_id text NOT NULL,
    screening_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'investor-screening' CHECK (kind = 'investor-screening'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    investor_id text,
    provider text,
    result text,
    extras jsonb,
    PRIMARY KEY (tenant_id, screening_id, revision),
    FOREIGN KEY (tenant_id, kind, screening_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX investor_screenings_now ON dossier.investor_screenings (tenant_id, screening_id) WHERE superseded_at IS NULL;
CREATE INDEX investor_screenings_version ON dossier.investor_screenings (tenant_id, case_id, version);
CREATE INDEX investor_screenings_investor_id ON dossier.investor_screenings (tenant_id, investor_id, screening_id);
CALL app.statements('dossier.investor_screenings');

-- tax profile
CREATE TABLE dossier.tax_profiles (
    tenant_id text NOT NULL,
    tax_profile_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'tax-profile' CHECK (kind = 'tax-profile'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    investor_id text,
    tax_id text,
    fatca_status text,
    crs_classification text,
    form_type text,
    withholding_rate numeric CHECK (withholding_rate BETWEEN 0 AND 100),
    extras jsonb,
    PRIMARY KEY (tenant_id, tax_profile_id, revision),
    FOREIGN KEY (tenant_id, kind, tax_profile_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX tax_profiles_now ON dossier.tax_profiles (tenant_id, tax_profile_id) WHERE superseded_at IS NULL;
CREATE INDEX tax_profiles_version ON dossier.tax_profiles (tenant_id, case_id, version);
CREATE INDEX tax_profiles_investor_id ON dossier.tax_profiles (tenant_id, investor_id, tax_profile_id);
CALL app.statements('dossier.tax_profiles');

-- bank instruction
CREATE TABLE dossier.bank_instructions (
    tenant_id text NOT NULL,
    bank_instruction_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'bank-instruction' CHECK (kind = 'bank-instruction'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    investor_id text,
    iban text,
    account_number text,
    bic text,
    bank_name text,
    currency text,
    extras jsonb,
    PRIMARY KEY (tenant_id, bank_instruction_id, revision),
    FOREIGN KEY (tenant_id, kind, bank_instruction_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX bank_instructions_now ON dossier.bank_instructions (tenant_id, bank_instruction_id) WHERE superseded_at IS NULL;
CREATE INDEX bank_instructions_version ON dossier.bank_instructions (tenant_id, case_id, version);
CREATE INDEX bank_instructions_investor_id ON dossier.bank_instructions (tenant_id, investor_id, bank_instruction_id);
CALL app.statements('dossier.bank_instructions');

-- subscription
CREATE TABLE dossier.subscriptions (
    tenant_id text NOT NULL,
    subscription_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'subscription' CHECK (kind = 'subscription'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    investor_id text,
    fund_id text,
    share_class text,
    amount_amount numeric,
    amount_currency text CHECK ((amount_currency IS NULL) = (amount_amount IS NULL)),
    trade_date date,
    cash_amount numeric,
    cash_currency text CHECK ((cash_currency IS NULL) = (cash_amount IS NULL)),
    value_date date,
    reference text,
    nav_date date,
    nav_per_unit numeric,
    units numeric,
    extras jsonb,
    PRIMARY KEY (tenant_id, subscription_id, revision),
    FOREIGN KEY (tenant_id, kind, subscription_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX subscriptions_now ON dossier.subscriptions (tenant_id, subscription_id) WHERE superseded_at IS NULL;
CREATE INDEX subscriptions_version ON dossier.subscriptions (tenant_id, case_id, version);
CREATE INDEX subscriptions_investor_id ON dossier.subscriptions (tenant_id, investor_id, subscription_id);
CREATE INDEX subscriptions_fund_id ON dossier.subscriptions (tenant_id, fund_id, subscription_id);
CALL app.statements('dossier.subscriptions');

-- redemption
CREATE TABLE dossier.redemptions (
    tenant_id text NOT NULL,
    redemption_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'redemption' CHECK (kind = 'redemption'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    investor_id text,
    units numeric,
    amount_amount numeric,
    amount_currency text CHECK ((amount_currency IS NULL) = (amount_amount IS NULL)),
    full_redemption boolean,
    trade_date date,
    paid_amount numeric,
    paid_currency text CHECK ((paid_currency IS NULL) = (paid_amount IS NULL)),
    settlement_date date,
    extras jsonb,
    PRIMARY KEY (tenant_id, redemption_id, revision),
    FOREIGN KEY (tenant_id, kind, redemption_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX redemptions_now ON dossier.redemptions (tenant_id, redemption_id) WHERE superseded_at IS NULL;
CREATE INDEX redemptions_version ON dossier.redemptions (tenant_id, case_id, version);
CREATE INDEX redemptions_investor_id ON dossier.redemptions (tenant_id, investor_id, redemption_id);
CALL app.statements('dossier.redemptions');

-- net asset value
CREATE TABLE dossier.navs (
    tenant_id text NOT NULL,
    nav_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'nav' CHECK (kind = 'nav'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    fund_id text,
    share_class text,
    nav_date date,
    nav_per_unit numeric,
    extras jsonb,
    PRIMARY KEY (tenant_id, nav_id, revision),
    FOREIGN KEY (tenant_id, kind, nav_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX navs_now ON dossier.navs (tenant_id, nav_id) WHERE superseded_at IS NULL;
CREATE INDEX navs_version ON dossier.navs (tenant_id, case_id, version);
CREATE INDEX navs_fund_id ON dossier.navs (tenant_id, fund_id, nav_id);
CALL app.statements('dossier.navs');

-- latest net asset value
CREATE TABLE dossier.latest_navs (
    tenant_id text NOT NULL,
    latest_nav_id text NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    kind text NOT NULL DEFAULT 'latest-nav' CHECK (kind = 'latest-nav'),
    case_id text NOT NULL,
    version bigint NOT NULL,
    form integer NOT NULL,
    known_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= known_at),
    valid_from date,
    valid_to date CHECK (valid_to >= valid_from),
    fund_id text,
    share_class text,
    nav_date date,
    nav_per_unit numeric,
    extras jsonb,
    PRIMARY KEY (tenant_id, latest_nav_id, revision),
    FOREIGN KEY (tenant_id, kind, latest_nav_id) REFERENCES dossier.thing (tenant_id, kind, id),
    FOREIGN KEY (tenant_id, case_id, version) REFERENCES dossier.case_version (tenant_id, case_id, number)
);
CREATE UNIQUE INDEX latest_navs_now ON dossier.latest_navs (tenant_id, latest_nav_id) WHERE superseded_at IS NULL;
CREATE INDEX latest_navs_version ON dossier.latest_navs (tenant_id, case_id, version);
CREATE INDEX latest_navs_fund_id ON dossier.latest_navs (tenant_id, fund_id, latest_nav_id);
CALL app.statements('dossier.latest_navs');
