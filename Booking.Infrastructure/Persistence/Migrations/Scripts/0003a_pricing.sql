-- Price rules, fees and vouchers: what the tenant adds to the prices of its offerings.

CREATE TABLE price_rules (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    label text NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
    rate integer NOT NULL CHECK (rate BETWEEN -10000 AND 100000),
    amount bigint NOT NULL CHECK ((rate = 0) <> (amount = 0)),
    per text NOT NULL CHECK (per IN ('item', 'unit')),
    conditions jsonb NOT NULL,
    priority integer NOT NULL CHECK (priority BETWEEN 0 AND 1000),
    is_exclusive boolean NOT NULL,
    is_active boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX price_rules_active ON price_rules (tenant_id, id) WHERE is_active;
CALL secure_tenant_table('price_rules');

CREATE TABLE fees (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    label text NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
    rate integer NOT NULL CHECK (rate BETWEEN 0 AND 100000),
    amount bigint NOT NULL CHECK (amount >= 0 AND (rate = 0) <> (amount = 0)),
    per text NOT NULL CHECK (per IN ('item', 'unit', 'order')),
    kinds text[] NOT NULL,
    tax_rate integer CHECK (tax_rate BETWEEN 0 AND 10000),
    is_refundable boolean NOT NULL,
    is_active boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX fees_active ON fees (tenant_id, id) WHERE is_active;
CALL secure_tenant_table('fees');

CREATE TABLE vouchers (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    code text NOT NULL CHECK (code ~ '^[A-Z0-9-]{4,40}$'),
    batch_id uuid,
    label text NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
    kind text NOT NULL CHECK (kind IN ('percent', 'fixed', 'free_item')),
    rate integer NOT NULL CHECK (rate BETWEEN 0 AND 10000),
    amount bigint NOT NULL CHECK (amount >= 0),
    kinds text[] NOT NULL,
    offering_ids uuid[] NOT NULL,
    usage_limit integer CHECK (usage_limit > 0),
    pool_id uuid CHECK ((pool_id IS NULL) = (usage_limit IS NULL)),
    per_customer_limit integer CHECK (per_customer_limit > 0),
    valid_from timestamptz,
    valid_until timestamptz CHECK (valid_until > valid_from),
    min_order bigint NOT NULL CHECK (min_order >= 0),
    is_active boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES pools
);
CREATE INDEX vouchers_of_batch ON vouchers (tenant_id, batch_id, id) WHERE batch_id IS NOT NULL;
CALL secure_tenant_table('vouchers');

-- An order has at most one voucher; how often a customer has used it is counted here.
ALTER TABLE holds
    ADD COLUMN voucher_id uuid,
    ADD FOREIGN KEY (tenant_id, voucher_id) REFERENCES vouchers;
CREATE INDEX holds_by_voucher ON holds (tenant_id, voucher_id, customer_id) WHERE voucher_id IS NOT NULL;
