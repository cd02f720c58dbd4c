-- Tables, constraints, row level security and the rights of the two working roles.
-- Keys begin with tenant_id, so that no row can refer to another tenant's.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE tenants (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$'),
    name text NOT NULL,
    address text NOT NULL,
    tax_number text NOT NULL,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    allows_guests boolean NOT NULL,
    created_at timestamptz NOT NULL
);

-- Users ---------------------------------------------------------------------

CREATE TABLE users (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    email text NOT NULL CHECK (length(email) <= 254 AND email = lower(email)),
    name text NOT NULL CHECK (length(name) <= 200),
    phone text,
    password_hash text NOT NULL,
    roles text[] NOT NULL CHECK (roles <@ ARRAY['customer', 'driver', 'provider', 'admin', 'operator']),
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email)
);

CREATE TABLE refresh_tokens (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    family_id uuid NOT NULL,
    hash bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    spent_at timestamptz,
    revoked_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, hash),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users ON DELETE CASCADE
);
CREATE INDEX refresh_tokens_family ON refresh_tokens (tenant_id, family_id);

-- Offerings -----------------------------------------------------------------

CREATE TABLE pools (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    capacity integer NOT NULL,
    held integer NOT NULL DEFAULT 0,
    sold integer NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT pools_never_oversold CHECK (held >= 0 AND sold >= 0 AND held + sold <= capacity)
) WITH (fillfactor = 50);

CREATE TABLE cars (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    name text NOT NULL,
    class text NOT NULL,
    seats integer NOT NULL CHECK (seats BETWEEN 1 AND 100),
    features text[] NOT NULL,
    pictures text[] NOT NULL,
    city text NOT NULL,
    address text NOT NULL,
    latitude double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    time_zone text NOT NULL,
    currency text NOT NULL,
    price_per_hour bigint NOT NULL CHECK (price_per_hour >= 0),
    price_per_day bigint NOT NULL CHECK (price_per_day >= 0),
    driver_fee_per_day bigint NOT NULL CHECK (driver_fee_per_day >= 0),
    tax_rate integer NOT NULL CHECK (tax_rate BETWEEN 0 AND 10000),
    min_minutes integer NOT NULL,
    max_minutes integer NOT NULL,
    buffer_minutes integer NOT NULL,
    hold_minutes integer NOT NULL CHECK (hold_minutes BETWEEN 1 AND 120),
    is_active boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX cars_place ON cars (tenant_id, latitude, longitude) WHERE is_active;

CREATE TABLE venues (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    city text NOT NULL,
    address text NOT NULL,
    latitude double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    time_zone text NOT NULL,
    capacity integer NOT NULL CHECK (capacity > 0),
    features text[] NOT NULL,
    currency text NOT NULL,
    price_per_hour bigint NOT NULL CHECK (price_per_hour >= 0),
    price_per_day bigint NOT NULL CHECK (price_per_day >= 0),
    tax_rate integer NOT NULL CHECK (tax_rate BETWEEN 0 AND 10000),
    hours jsonb NOT NULL,
    buffer_before_minutes integer NOT NULL CHECK (buffer_before_minutes >= 0),
    buffer_after_minutes integer NOT NULL CHECK (buffer_after_minutes >= 0),
    min_minutes integer NOT NULL,
    max_minutes integer NOT NULL,
    hold_minutes integer NOT NULL CHECK (hold_minutes BETWEEN 1 AND 120),
    is_active boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE events (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    category text NOT NULL,
    venue_name text NOT NULL,
    city text NOT NULL,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    time_zone text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    seating text NOT NULL CHECK (seating IN ('general', 'reserved')),
    status text NOT NULL CHECK (status IN ('draft', 'published', 'cancelled')),
    hold_minutes integer NOT NULL CHECK (hold_minutes BETWEEN 1 AND 120),
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX events_by_start ON events (tenant_id, starts_at, id) WHERE status = 'published';

CREATE TABLE ticket_types (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    event_id uuid NOT NULL,
    name text NOT NULL,
    price_amount bigint NOT NULL CHECK (price_amount >= 0),
    price_currency text NOT NULL,
    tax_rate integer NOT NULL CHECK (tax_rate BETWEEN 0 AND 10000),
    pool_id uuid,
    capacity integer NOT NULL CHECK (capacity >= 0),
    max_per_order integer NOT NULL CHECK (max_per_order > 0),
    sort_order integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, event_id) REFERENCES events,
    FOREIGN KEY (tenant_id, pool_id) REFERENCES pools
);
CREATE INDEX ticket_types_of_event ON ticket_types (tenant_id, event_id, sort_order);

CREATE TABLE event_seats (
    tenant_id uuid NOT NULL,
    event_id uuid NOT NULL,
    seat text NOT NULL,
    section text NOT NULL,
    row text NOT NULL,
    number integer NOT NULL,
    ticket_type_id uuid NOT NULL,
    x integer NOT NULL,
    y integer NOT NULL,
    is_accessible boolean NOT NULL,
    is_blocked boolean NOT NULL,
    PRIMARY KEY (tenant_id, event_id, seat),
    FOREIGN KEY (tenant_id, event_id) REFERENCES events,
    FOREIGN KEY (tenant_id, ticket_type_id) REFERENCES ticket_types
);

CREATE TABLE routes (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    name text NOT NULL,
    operator text NOT NULL,
    currency text NOT NULL,
    tax_rate integer NOT NULL CHECK (tax_rate BETWEEN 0 AND 10000),
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE stops (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    route_id uuid NOT NULL,
    sequence integer NOT NULL CHECK (sequence >= 0),
    name text NOT NULL,
    city text NOT NULL,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    time_zone text NOT NULL,
    arrives_after_minutes integer NOT NULL CHECK (arrives_after_minutes >= 0),
    departs_after_minutes integer NOT NULL CHECK (departs_after_minutes >= arrives_after_minutes),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, route_id, sequence),
    FOREIGN KEY (tenant_id, route_id) REFERENCES routes
);
CREATE INDEX stops_by_city ON stops (tenant_id, lower(city));

CREATE TABLE fares (
    tenant_id uuid NOT NULL,
    route_id uuid NOT NULL,
    from_stop integer NOT NULL,
    to_stop integer NOT NULL CHECK (to_stop > from_stop),
    class text NOT NULL,
    amount bigint NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (tenant_id, route_id, from_stop, to_stop, class),
    FOREIGN KEY (tenant_id, route_id) REFERENCES routes
);

CREATE TABLE buses (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    name text NOT NULL,
    seats jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE trips (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    route_id uuid NOT NULL,
    bus_id uuid NOT NULL,
    departs_at timestamptz NOT NULL,
    status text NOT NULL CHECK (status IN ('scheduled', 'cancelled')),
    hold_minutes integer NOT NULL CHECK (hold_minutes BETWEEN 1 AND 120),
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, route_id) REFERENCES routes,
    FOREIGN KEY (tenant_id, bus_id) REFERENCES buses
);
CREATE INDEX trips_by_departure ON trips (tenant_id, route_id, departs_at, id);

CREATE TABLE providers (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    user_id uuid,
    name text NOT NULL,
    hours jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users
);

CREATE TABLE services (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    category text NOT NULL,
    city text NOT NULL,
    time_zone text NOT NULL,
    duration_minutes integer NOT NULL CHECK (duration_minutes > 0),
    buffer_minutes integer NOT NULL CHECK (buffer_minutes >= 0),
    step_minutes integer NOT NULL CHECK (step_minutes > 0),
    price_amount bigint NOT NULL CHECK (price_amount >= 0),
    price_currency text NOT NULL,
    tax_rate integer NOT NULL CHECK (tax_rate BETWEEN 0 AND 10000),
    provider_ids uuid[] NOT NULL,
    hold_minutes integer NOT NULL CHECK (hold_minutes BETWEEN 1 AND 120),
    is_active boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE products (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    category text NOT NULL,
    price_amount bigint NOT NULL CHECK (price_amount >= 0),
    price_currency text NOT NULL,
    tax_rate integer NOT NULL CHECK (tax_rate BETWEEN 0 AND 10000),
    pool_id uuid NOT NULL,
    max_per_order integer NOT NULL CHECK (max_per_order > 0),
    hold_minutes integer NOT NULL CHECK (hold_minutes BETWEEN 1 AND 120),
    is_active boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES pools
);

-- Holds and bookings --------------------------------------------------------

CREATE TABLE holds (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'converted', 'released', 'expired')),
    customer_id uuid,
    token_hash bytea,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at <= created_at + interval '2 hours'),
    was_extended boolean NOT NULL,
    hold_for interval NOT NULL,
    items jsonb NOT NULL,
    price jsonb NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES users
) WITH (fillfactor = 80);
CREATE INDEX holds_live_by_customer ON holds (tenant_id, customer_id, expires_at) WHERE status = 'active';
CREATE INDEX holds_overdue ON holds (tenant_id, expires_at) WHERE status = 'active';

CREATE SEQUENCE booking_numbers CACHE 20;

CREATE TABLE bookings (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    number text NOT NULL,
    hold_id uuid NOT NULL,
    customer_id uuid,
    token_hash bytea,
    status text NOT NULL CHECK (status IN ('awaiting_payment', 'confirmed', 'completed', 'cancelled', 'expired', 'no_show')),
    customer jsonb NOT NULL,
    passengers jsonb NOT NULL,
    items jsonb NOT NULL,
    price jsonb NOT NULL,
    cancellation_policy jsonb NOT NULL,
    metadata jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    pay_before timestamptz,
    confirmed_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, hold_id),
    FOREIGN KEY (tenant_id, hold_id) REFERENCES holds,
    FOREIGN KEY (tenant_id, customer_id) REFERENCES users
) WITH (fillfactor = 80);
CREATE INDEX bookings_by_customer ON bookings (tenant_id, customer_id, created_at DESC, id DESC);
CREATE INDEX bookings_by_age ON bookings (tenant_id, created_at DESC, id DESC);
CREATE INDEX bookings_overdue ON bookings (tenant_id, pay_before) WHERE status = 'awaiting_payment';

-- Claims: the rows that take inventory away from everybody else -------------
-- `lock_key` names the unit in the one global order in which units are locked.

CREATE TABLE slot_claims (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    hold_id uuid,
    booking_id uuid,
    item integer NOT NULL,
    lock_key bigint NOT NULL,
    unit_id uuid NOT NULL,
    asked_from timestamptz NOT NULL,
    asked_to timestamptz NOT NULL CHECK (asked_to > asked_from),
    blocked_from timestamptz NOT NULL CHECK (blocked_from <= asked_from),
    blocked_to timestamptz NOT NULL CHECK (blocked_to >= asked_to),
    blocked tstzrange NOT NULL GENERATED ALWAYS AS (tstzrange(blocked_from, blocked_to, '[)')) STORED,
    state text NOT NULL CHECK (state IN ('held', 'booked', 'released', 'expired')),
    expires_at timestamptz CHECK (state <> 'held' OR expires_at IS NOT NULL),
    is_blackout boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT slot_claims_no_overlap EXCLUDE USING gist (tenant_id WITH =, unit_id WITH =, blocked WITH &&) WHERE (state IN ('held', 'booked'))
);
CREATE INDEX slot_claims_of_hold ON slot_claims (tenant_id, hold_id);
CREATE INDEX slot_claims_of_unit ON slot_claims (tenant_id, unit_id, blocked_to) WHERE state IN ('held', 'booked');

CREATE TABLE seat_claims (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    hold_id uuid NOT NULL,
    booking_id uuid,
    item integer NOT NULL,
    lock_key bigint NOT NULL,
    event_id uuid NOT NULL,
    seat text NOT NULL,
    state text NOT NULL CHECK (state IN ('held', 'booked', 'released', 'expired')),
    expires_at timestamptz CHECK (state <> 'held' OR expires_at IS NOT NULL),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, event_id, seat) REFERENCES event_seats,
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX seat_claims_one_owner ON seat_claims (tenant_id, event_id, seat) WHERE state IN ('held', 'booked');
CREATE INDEX seat_claims_of_hold ON seat_claims (tenant_id, hold_id);

CREATE TABLE leg_claims (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    hold_id uuid NOT NULL,
    booking_id uuid,
    item integer NOT NULL,
    lock_key bigint NOT NULL,
    trip_id uuid NOT NULL,
    seat text NOT NULL,
    from_stop integer NOT NULL,
    to_stop integer NOT NULL CHECK (to_stop > from_stop),
    legs int4range NOT NULL GENERATED ALWAYS AS (int4range(from_stop, to_stop, '[)')) STORED,
    state text NOT NULL CHECK (state IN ('held', 'booked', 'released', 'expired')),
    expires_at timestamptz CHECK (state <> 'held' OR expires_at IS NOT NULL),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, trip_id) REFERENCES trips,
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT leg_claims_no_overlap EXCLUDE USING gist (tenant_id WITH =, trip_id WITH =, seat WITH =, legs WITH &&) WHERE (state IN ('held', 'booked'))
);
CREATE INDEX leg_claims_of_hold ON leg_claims (tenant_id, hold_id);
CREATE INDEX leg_claims_of_trip ON leg_claims (tenant_id, trip_id) WHERE state IN ('held', 'booked');

CREATE TABLE quota_claims (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    hold_id uuid NOT NULL,
    booking_id uuid,
    item integer NOT NULL,
    lock_key bigint NOT NULL,
    pool_id uuid NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    state text NOT NULL CHECK (state IN ('held', 'booked', 'released', 'expired')),
    expires_at timestamptz CHECK (state <> 'held' OR expires_at IS NOT NULL),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, pool_id) REFERENCES pools,
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX quota_claims_of_hold ON quota_claims (tenant_id, hold_id);
CREATE INDEX quota_claims_overdue ON quota_claims (tenant_id, pool_id, expires_at) WHERE state = 'held';

-- Money and paper -----------------------------------------------------------

CREATE TABLE payments (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    provider text NOT NULL,
    provider_reference text,
    checkout_url text,
    amount_amount bigint NOT NULL CHECK (amount_amount > 0),
    amount_currency text NOT NULL,
    refund_requested_amount bigint NOT NULL CHECK (refund_requested_amount BETWEEN 0 AND amount_amount),
    refunded_amount bigint NOT NULL CHECK (refunded_amount BETWEEN 0 AND amount_amount),
    status text NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed', 'cancelled', 'partially_refunded', 'refunded')),
    created_at timestamptz NOT NULL,
    succeeded_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings
);
CREATE INDEX payments_of_booking ON payments (tenant_id, booking_id);

CREATE TABLE refunds (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    payment_id uuid NOT NULL,
    amount_amount bigint NOT NULL CHECK (amount_amount > 0),
    amount_currency text NOT NULL,
    reason text NOT NULL,
    requested_at timestamptz NOT NULL,
    settled_at timestamptz,
    provider_reference text,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, payment_id) REFERENCES payments
);
CREATE INDEX refunds_of_payment ON refunds (tenant_id, payment_id);

-- Every event of a provider is applied once.
CREATE TABLE payment_events (
    tenant_id uuid NOT NULL REFERENCES tenants,
    provider text NOT NULL,
    event_id text NOT NULL,
    payment_id uuid NOT NULL,
    type text NOT NULL,
    applied_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, provider, event_id)
);

-- A webhook names a payment and no tenant. This says whose it is, and nothing else about it.
CREATE TABLE payment_tenants (
    payment_id uuid PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES tenants
);

-- The sandbox provider's own books.
CREATE TABLE sandbox_payments (
    tenant_id uuid NOT NULL REFERENCES tenants,
    reference text NOT NULL,
    payment_id uuid NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL,
    refunded bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, reference),
    UNIQUE (tenant_id, payment_id)
);

CREATE TABLE sandbox_refunds (
    tenant_id uuid NOT NULL REFERENCES tenants,
    idempotency_key uuid NOT NULL,
    reference text NOT NULL,
    payment_reference text NOT NULL,
    amount bigint NOT NULL,
    PRIMARY KEY (tenant_id, idempotency_key)
);

CREATE TABLE receipts (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    payment_id uuid NOT NULL,
    number text NOT NULL,
    total_amount bigint NOT NULL,
    total_currency text NOT NULL,
    issued_at timestamptz NOT NULL,
    object_key text NOT NULL,
    stored_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, payment_id),
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings,
    FOREIGN KEY (tenant_id, payment_id) REFERENCES payments
);
CREATE INDEX receipts_of_booking ON receipts (tenant_id, booking_id);

CREATE TABLE receipt_counters (
    tenant_id uuid NOT NULL REFERENCES tenants,
    year integer NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (tenant_id, year)
);

-- Messages ------------------------------------------------------------------

CREATE TABLE outbox_messages (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    position bigint GENERATED ALWAYS AS IDENTITY,
    type text NOT NULL,
    subject uuid NOT NULL,
    sequence bigint NOT NULL,
    data jsonb NOT NULL,
    trace_parent text,
    occurred_at timestamptz NOT NULL,
    published_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 70);
CREATE INDEX outbox_messages_waiting ON outbox_messages (position) WHERE published_at IS NULL;
CREATE INDEX outbox_messages_published ON outbox_messages (published_at) WHERE published_at IS NOT NULL;

CREATE TABLE inbox_messages (
    tenant_id uuid NOT NULL REFERENCES tenants,
    consumer text NOT NULL,
    message_id uuid NOT NULL,
    handled_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, consumer, message_id)
);

-- The answer is json and not jsonb: it is repeated byte for byte, and jsonb forgets the order of members.
CREATE TABLE idempotency_keys (
    tenant_id uuid NOT NULL REFERENCES tenants,
    caller text NOT NULL,
    route text NOT NULL,
    key text NOT NULL CHECK (length(key) <= 255),
    body_hash bytea NOT NULL,
    response json NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, caller, route, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (tenant_id, created_at);

-- Rights --------------------------------------------------------------------
-- Row level security fails closed: without app.tenant_id there is no row to see and none to write.

DO $$
DECLARE
    t text;
BEGIN
    FOR t IN
        SELECT c.table_name FROM information_schema.columns c
        WHERE c.table_schema = 'public' AND c.column_name = 'tenant_id'
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format(
            'CREATE POLICY own_tenant ON %I USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)
             WITH CHECK (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', t);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO booking_app, booking_worker', t);
    END LOOP;
END $$;

GRANT SELECT ON tenants TO booking_app, booking_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO booking_app, booking_worker;

-- The relay carries the messages of all tenants; it sees them, and nothing else of other tenants.
CREATE POLICY relay_reads ON outbox_messages FOR SELECT TO booking_worker USING (true);
CREATE POLICY relay_marks ON outbox_messages FOR UPDATE TO booking_worker USING (true) WITH CHECK (true);

-- Opaque ids only: the webhook asks this before it knows the tenant.
CREATE POLICY webhook_reads ON payment_tenants FOR SELECT TO booking_app USING (true);

-- What has happened stays: the working roles cannot rewrite these.
REVOKE UPDATE, DELETE ON payment_events, inbox_messages, idempotency_keys, payment_tenants FROM booking_app, booking_worker;
GRANT DELETE ON idempotency_keys, inbox_messages TO booking_worker;
REVOKE DELETE ON holds, bookings, payments, refunds, receipts, receipt_counters, slot_claims, seat_claims, leg_claims, quota_claims FROM booking_app, booking_worker;
