-- Everything of a hall that its owner may change, its extras, and what halls are found by.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

ALTER TABLE venues
    ADD COLUMN layouts jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN layout_names text[] NOT NULL DEFAULT '{}',
    ADD COLUMN rates jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN exceptions jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN step_minutes integer NOT NULL DEFAULT 1 CHECK (step_minutes > 0),
    ADD COLUMN min_notice_minutes integer NOT NULL DEFAULT 0 CHECK (min_notice_minutes >= 0),
    ADD COLUMN max_notice_days integer NOT NULL DEFAULT 730 CHECK (max_notice_days > 0),
    ADD COLUMN cancellation_policy jsonb NOT NULL DEFAULT '{"tiers": [{"hoursBefore": 48, "refundPercent": 100}, {"hoursBefore": 24, "refundPercent": 50}]}',
    ADD COLUMN approval text NOT NULL DEFAULT 'none' CHECK (approval IN ('none', 'required')),
    ADD COLUMN pending_blocks text NOT NULL DEFAULT 'soft' CHECK (pending_blocks IN ('nothing', 'soft', 'hard')),
    ADD COLUMN respond_within_minutes integer NOT NULL DEFAULT 2880 CHECK (respond_within_minutes > 0),
    ADD COLUMN payment_minutes integer NOT NULL DEFAULT 1440 CHECK (payment_minutes > 0),
    ADD COLUMN check_in_within_minutes integer CHECK (check_in_within_minutes > 0);

CREATE INDEX venues_in_order ON venues (tenant_id, id) WHERE is_active;
CREATE INDEX venues_place ON venues (tenant_id, latitude, longitude) WHERE is_active;
CREATE INDEX venues_city ON venues (tenant_id, lower(city), id) WHERE is_active;
CREATE INDEX venues_room ON venues (tenant_id, capacity) WHERE is_active;
CREATE INDEX venues_price ON venues (tenant_id, price_per_hour) WHERE is_active;
CREATE INDEX venues_features ON venues USING gin (features) WHERE is_active;
CREATE INDEX venues_layouts ON venues USING gin (layout_names) WHERE is_active;
CREATE INDEX venues_text ON venues USING gin (lower(name || ' ' || description || ' ' || city) gin_trgm_ops) WHERE is_active;

CREATE TABLE venue_extras (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    venue_id uuid NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    pricing text NOT NULL CHECK (pricing IN ('fixed', 'per_guest', 'per_hour')),
    amount bigint NOT NULL CHECK (amount >= 0),
    tax_rate integer NOT NULL CHECK (tax_rate BETWEEN 0 AND 10000),
    stock_kind text NOT NULL CHECK (stock_kind IN ('unlimited', 'per_day', 'overall')),
    stock integer CHECK (stock >= 0),
    max_per_booking integer NOT NULL CHECK (max_per_booking > 0),
    pool_id uuid,
    is_active boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, venue_id) REFERENCES venues,
    FOREIGN KEY (tenant_id, pool_id) REFERENCES pools,
    CHECK ((stock_kind = 'unlimited') = (stock IS NULL)),
    CHECK ((stock_kind = 'overall') = (pool_id IS NOT NULL))
);
CREATE INDEX venue_extras_of_venue ON venue_extras (tenant_id, venue_id, id) WHERE is_active;
CALL secure_tenant_table('venue_extras');

-- The pool of an extra for one local day; made by the first who wants it on that day.
CREATE TABLE venue_extra_days (
    tenant_id uuid NOT NULL,
    extra_id uuid NOT NULL,
    day date NOT NULL,
    pool_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, extra_id, day),
    FOREIGN KEY (tenant_id, extra_id) REFERENCES venue_extras,
    FOREIGN KEY (tenant_id, pool_id) REFERENCES pools
);
CALL secure_tenant_table('venue_extra_days');
