-- Tables of the pgbench half, in a database of its own on the same server: the constraints, indexes and fill factors of the
-- product's tables for the same work, without row level security and foreign keys. What pgbench reaches here is the limit.

CREATE EXTENSION btree_gist;

CREATE TABLE pools (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    capacity integer NOT NULL,
    held integer NOT NULL DEFAULT 0,
    sold integer NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id),
    CHECK (held >= 0 AND sold >= 0 AND held + sold <= capacity)
) WITH (fillfactor = 50);

CREATE TABLE holds (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('active', 'converted', 'released', 'expired')),
    customer_id uuid,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at <= created_at + interval '2 hours'),
    items jsonb NOT NULL,
    price jsonb NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 80);
CREATE INDEX ON holds (tenant_id, customer_id, expires_at) WHERE status = 'active';
CREATE INDEX ON holds (tenant_id, expires_at) WHERE status = 'active';

CREATE TABLE bookings (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    number text NOT NULL,
    hold_id uuid NOT NULL,
    customer_id uuid,
    status text NOT NULL,
    customer jsonb NOT NULL,
    items jsonb NOT NULL,
    price jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    pay_before timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, hold_id)
) WITH (fillfactor = 80);
CREATE INDEX ON bookings (tenant_id, customer_id, created_at DESC, id DESC);
CREATE INDEX ON bookings (tenant_id, created_at DESC, id DESC);
CREATE INDEX ON bookings (tenant_id, pay_before) WHERE status = 'awaiting_payment';
CREATE SEQUENCE booking_numbers CACHE 20;

CREATE TABLE seat_claims (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    hold_id uuid NOT NULL,
    booking_id uuid,
    event_id uuid NOT NULL,
    seat text NOT NULL,
    state text NOT NULL CHECK (state IN ('held', 'booked', 'released', 'expired')),
    expires_at timestamptz CHECK (state <> 'held' OR expires_at IS NOT NULL),
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX ON seat_claims (tenant_id, event_id, seat) WHERE state IN ('held', 'booked');
CREATE INDEX ON seat_claims (tenant_id, hold_id);

CREATE TABLE slot_claims (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    hold_id uuid,
    unit_id uuid NOT NULL,
    blocked tstzrange NOT NULL,
    state text NOT NULL CHECK (state IN ('held', 'booked', 'released', 'expired')),
    expires_at timestamptz CHECK (state <> 'held' OR expires_at IS NOT NULL),
    PRIMARY KEY (tenant_id, id),
    EXCLUDE USING gist (tenant_id WITH =, unit_id WITH =, blocked WITH &&) WHERE (state IN ('held', 'booked'))
);
CREATE INDEX ON slot_claims (tenant_id, hold_id);

CREATE TABLE idempotency_keys (
    tenant_id uuid NOT NULL,
    caller text NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    body_hash bytea NOT NULL,
    response jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, caller, route, key)
);
CREATE INDEX ON idempotency_keys (tenant_id, created_at);

CREATE TABLE outbox_messages (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    position bigint GENERATED ALWAYS AS IDENTITY,
    type text NOT NULL,
    subject uuid NOT NULL,
    data jsonb NOT NULL,
    occurred_at timestamptz NOT NULL,
    published_at timestamptz,
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 70);
CREATE INDEX ON outbox_messages (position) WHERE published_at IS NULL;

-- Fifty halls by number; a claim needs the id only.
CREATE FUNCTION hall(number bigint) RETURNS uuid IMMUTABLE LANGUAGE sql RETURN lpad(to_hex(number), 32, '0')::uuid;

-- What the reads see: eight two-hour claims in the next seven days of each hall, and 2,000 seats of which every other is taken.
CREATE TABLE read_slot_claims (LIKE slot_claims INCLUDING INDEXES);
CREATE INDEX ON read_slot_claims (tenant_id, unit_id, upper(blocked)) WHERE state IN ('held', 'booked');
INSERT INTO read_slot_claims (tenant_id, id, unit_id, blocked, state)
SELECT hall(0), gen_random_uuid(), hall(h), tstzrange(start, start + interval '2 hours', '[)'), 'booked'
FROM generate_series(1, 50) AS h, generate_series(1, 8) AS n, LATERAL (SELECT date_trunc('hour', now()) + n * interval '20 hours' AS start) AS at;

CREATE TABLE read_seats (
    tenant_id uuid NOT NULL,
    event_id uuid NOT NULL,
    seat text NOT NULL,
    section text NOT NULL,
    row text NOT NULL,
    number integer NOT NULL,
    price bigint NOT NULL,
    is_blocked boolean NOT NULL,
    PRIMARY KEY (tenant_id, event_id, seat)
);
INSERT INTO read_seats
SELECT hall(0), hall(1), 'R' || r || '-' || n, 'Stalls', 'R' || r, n, 4500, false FROM generate_series(1, 40) AS r, generate_series(1, 50) AS n;
CREATE TABLE read_seat_claims (LIKE seat_claims INCLUDING INDEXES);
INSERT INTO read_seat_claims (tenant_id, id, hold_id, event_id, seat, state)
SELECT tenant_id, gen_random_uuid(), gen_random_uuid(), event_id, seat, 'booked' FROM read_seats WHERE number % 2 = 0;

ANALYZE read_slot_claims, read_seats, read_seat_claims;
