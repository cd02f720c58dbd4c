-- Services and products as their owners edit them; classes; ratings.

-- Rows of every tenant get the new columns, so the owner's own row level security stands aside meanwhile.
ALTER TABLE providers NO FORCE ROW LEVEL SECURITY;
ALTER TABLE services NO FORCE ROW LEVEL SECURITY;
ALTER TABLE products NO FORCE ROW LEVEL SECURITY;

ALTER TABLE providers
    ADD COLUMN time_zone text,
    ADD COLUMN breaks jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN exceptions jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN is_active boolean NOT NULL DEFAULT true,
    ADD COLUMN version bigint NOT NULL DEFAULT 1;
-- A user is one provider at most.
CREATE UNIQUE INDEX providers_by_user ON providers (tenant_id, user_id) WHERE user_id IS NOT NULL;

ALTER TABLE services
    ADD COLUMN owner_id uuid,
    ADD COLUMN category_key text NOT NULL DEFAULT '',
    ADD COLUMN city_key text NOT NULL DEFAULT '',
    ADD COLUMN buffer_before_minutes integer NOT NULL DEFAULT 0 CHECK (buffer_before_minutes >= 0),
    ADD COLUMN notice_minutes integer NOT NULL DEFAULT 0 CHECK (notice_minutes >= 0),
    ADD COLUMN horizon_days integer NOT NULL DEFAULT 730 CHECK (horizon_days > 0),
    ADD COLUMN overrides jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN policy jsonb NOT NULL DEFAULT '{"tiers": [{"hoursBefore": 48, "refundPercent": 100}, {"hoursBefore": 24, "refundPercent": 50}]}',
    ADD COLUMN seats_per_slot integer NOT NULL DEFAULT 1 CHECK (seats_per_slot BETWEEN 1 AND 1000),
    ADD COLUMN check_in_within_minutes integer CHECK (check_in_within_minutes > 0),
    ADD COLUMN languages text[] NOT NULL DEFAULT '{}',
    ADD COLUMN add_ons jsonb NOT NULL DEFAULT '[]',
    ADD FOREIGN KEY (tenant_id, owner_id) REFERENCES users;
UPDATE services SET category_key = lower(category), city_key = lower(city);
CREATE INDEX services_by_category ON services (tenant_id, category_key, id) WHERE is_active;
CREATE INDEX services_by_city ON services (tenant_id, city_key, id) WHERE is_active;
CREATE INDEX services_by_price ON services (tenant_id, price_amount) WHERE is_active;
CREATE INDEX services_of_owner ON services (tenant_id, owner_id, id) WHERE owner_id IS NOT NULL;

ALTER TABLE products
    ADD COLUMN owner_id uuid,
    ADD COLUMN category_key text NOT NULL DEFAULT '',
    ADD COLUMN pool_ids uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN min_per_order integer NOT NULL DEFAULT 1 CHECK (min_per_order > 0),
    ADD COLUMN step_per_order integer NOT NULL DEFAULT 1 CHECK (step_per_order > 0),
    ADD COLUMN per_customer_limit integer CHECK (per_customer_limit > 0),
    ADD COLUMN policy jsonb NOT NULL DEFAULT '{"tiers": [{"hoursBefore": 48, "refundPercent": 100}, {"hoursBefore": 24, "refundPercent": 50}]}',
    ADD COLUMN pictures text[] NOT NULL DEFAULT '{}',
    ADD COLUMN variants jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN add_ons jsonb NOT NULL DEFAULT '[]',
    ADD FOREIGN KEY (tenant_id, owner_id) REFERENCES users;
UPDATE products SET category_key = lower(category), pool_ids = ARRAY[pool_id];
CREATE INDEX products_by_category ON products (tenant_id, category_key, id) WHERE is_active;
CREATE INDEX products_by_price ON products (tenant_id, price_amount) WHERE is_active;
CREATE INDEX products_of_owner ON products (tenant_id, owner_id, id) WHERE owner_id IS NOT NULL;

ALTER TABLE providers FORCE ROW LEVEL SECURITY;
ALTER TABLE services FORCE ROW LEVEL SECURITY;
ALTER TABLE products FORCE ROW LEVEL SECURITY;

-- The words that an offering is found by, one row each: a word's beginning is a range of this key.
CREATE TABLE catalog_words (
    tenant_id uuid NOT NULL REFERENCES tenants,
    kind text NOT NULL CHECK (kind IN ('service', 'product')),
    word text COLLATE "C" NOT NULL CHECK (length(word) BETWEEN 1 AND 40),
    offering_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, kind, word, offering_id)
);
CREATE INDEX catalog_words_of_offering ON catalog_words (tenant_id, offering_id);
CALL secure_tenant_table('catalog_words');

-- A session takes its provider's slot as a whole; its places are a pool.
CREATE TABLE class_sessions (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    service_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    places integer NOT NULL CHECK (places > 0),
    pool_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('scheduled', 'cancelled')),
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, service_id) REFERENCES services,
    FOREIGN KEY (tenant_id, provider_id) REFERENCES providers,
    FOREIGN KEY (tenant_id, pool_id) REFERENCES pools
);
CREATE INDEX class_sessions_of_service ON class_sessions (tenant_id, service_id, starts_at, id);
CALL secure_tenant_table('class_sessions');

CREATE TABLE ratings (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    item integer NOT NULL CHECK (item >= 0),
    kind text NOT NULL,
    offering_id uuid NOT NULL,
    provider_id uuid,
    customer_id uuid,
    author text NOT NULL,
    stars integer NOT NULL CHECK (stars BETWEEN 1 AND 5),
    comment text NOT NULL CHECK (length(comment) <= 2000),
    created_at timestamptz NOT NULL,
    edited_at timestamptz,
    reply text,
    replied_at timestamptz,
    hidden_reason text,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT ratings_once_per_item UNIQUE (tenant_id, booking_id, item),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings,
    FOREIGN KEY (tenant_id, customer_id) REFERENCES users
);
CREATE INDEX ratings_of_offering ON ratings (tenant_id, offering_id, id DESC);
CREATE INDEX ratings_of_provider ON ratings (tenant_id, provider_id, id DESC) WHERE provider_id IS NOT NULL;
CALL secure_tenant_table('ratings');

-- Stars added up per offering and per provider; a row is locked for the end of one transaction only.
CREATE TABLE rating_totals (
    tenant_id uuid NOT NULL REFERENCES tenants,
    subject_id uuid NOT NULL,
    stars bigint NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (tenant_id, subject_id),
    CONSTRAINT rating_totals_make_sense CHECK (count >= 0 AND stars BETWEEN count AND 5 * count)
) WITH (fillfactor = 50);
CALL secure_tenant_table('rating_totals');
