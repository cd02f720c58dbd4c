-- The life of a booking after the sale: what was sold of each item, when its use begins and ends, cancellations, changes, cases.

ALTER TABLE bookings
    ADD COLUMN sold jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN check_ins jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN missed jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN starts_at timestamptz,
    ADD COLUMN ends_at timestamptz,
    ADD COLUMN check_in_by timestamptz,
    ADD COLUMN offering_ids uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN customer_email text NOT NULL DEFAULT '';

-- Row level security would hide every row from the owner too.
ALTER TABLE bookings NO FORCE ROW LEVEL SECURITY;
UPDATE bookings SET
    sold = (SELECT coalesce(jsonb_agg(jsonb_build_object('quantity', item -> 'quantity', 'seats', item -> 'seats', 'revision', 0, 'shared', 0, 'kept', 0) ORDER BY n), '[]')
            FROM jsonb_array_elements(items) WITH ORDINALITY AS i (item, n)),
    starts_at = (SELECT min((item ->> 'from')::timestamptz) FROM jsonb_array_elements(items) AS item),
    ends_at = (SELECT max((item ->> 'to')::timestamptz) FROM jsonb_array_elements(items) AS item),
    offering_ids = (SELECT coalesce(array_agg(DISTINCT (item ->> 'offeringId')::uuid), '{}') FROM jsonb_array_elements(items) AS item),
    customer_email = lower(coalesce(customer ->> 'email', ''));
ALTER TABLE bookings FORCE ROW LEVEL SECURITY;

CREATE INDEX bookings_by_status ON bookings (tenant_id, status, created_at DESC, id DESC);
CREATE INDEX bookings_by_start ON bookings (tenant_id, starts_at);
CREATE INDEX bookings_by_email ON bookings (tenant_id, customer_email, created_at DESC, id DESC);
CREATE INDEX bookings_by_offering ON bookings USING gin (offering_ids);
CREATE INDEX bookings_ending ON bookings (tenant_id, ends_at) WHERE status = 'confirmed';
CREATE INDEX bookings_awaited ON bookings (tenant_id, check_in_by) WHERE status = 'confirmed' AND check_in_by IS NOT NULL;

CREATE INDEX slot_claims_of_booking ON slot_claims (tenant_id, booking_id);
CREATE INDEX seat_claims_of_booking ON seat_claims (tenant_id, booking_id);
CREATE INDEX leg_claims_of_booking ON leg_claims (tenant_id, booking_id);
CREATE INDEX quota_claims_of_booking ON quota_claims (tenant_id, booking_id);
CREATE INDEX quota_claims_of_pool ON quota_claims (tenant_id, pool_id) WHERE state IN ('held', 'booked');

-- A hold that keeps the new inventory of a change is the booking's and cannot be booked by itself.
ALTER TABLE holds ADD COLUMN booking_id uuid;

CREATE TABLE cancellations (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    case_id uuid,
    status text NOT NULL CHECK (status IN ('quoted', 'confirmed')),
    parts jsonb NOT NULL,
    lines jsonb NOT NULL,
    refund_amount bigint NOT NULL CHECK (refund_amount >= 0),
    refund_currency text NOT NULL,
    penalty_amount bigint NOT NULL,
    penalty_currency text NOT NULL,
    is_by_tenant boolean NOT NULL,
    reason text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    confirmed_at timestamptz CHECK ((status = 'confirmed') = (confirmed_at IS NOT NULL)),
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings
);
CREATE INDEX cancellations_of_booking ON cancellations (tenant_id, booking_id, created_at DESC, id DESC);
CALL secure_tenant_table('cancellations');

CREATE TABLE changes (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    case_id uuid,
    hold_id uuid,
    status text NOT NULL CHECK (status IN ('quoted', 'awaiting_payment', 'applied', 'lapsed')),
    items jsonb NOT NULL,
    old_price jsonb NOT NULL,
    price jsonb NOT NULL,
    difference_amount bigint NOT NULL,
    difference_currency text NOT NULL,
    change_fee_amount bigint NOT NULL CHECK (change_fee_amount >= 0),
    change_fee_currency text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    pay_before timestamptz,
    applied_at timestamptz CHECK ((status = 'applied') = (applied_at IS NOT NULL)),
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings,
    FOREIGN KEY (tenant_id, hold_id) REFERENCES holds
);
CREATE INDEX changes_of_booking ON changes (tenant_id, booking_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX changes_one_awaits_payment ON changes (tenant_id, booking_id) WHERE status = 'awaiting_payment';
CREATE INDEX changes_overdue ON changes (tenant_id, pay_before) WHERE status = 'awaiting_payment';
CALL secure_tenant_table('changes');

ALTER TABLE payments ADD COLUMN change_id uuid;
ALTER TABLE payments ADD FOREIGN KEY (tenant_id, change_id) REFERENCES changes;

-- One per booking and disruption, however often the disruption is told.
CREATE TABLE disruption_cases (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    disruption_id uuid NOT NULL,
    customer_id uuid,
    kind text NOT NULL,
    offering_id uuid NOT NULL,
    title text NOT NULL,
    disruption text NOT NULL CHECK (disruption IN ('cancelled', 'delayed', 'moved')),
    new_from timestamptz,
    new_to timestamptz,
    note text,
    items jsonb NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'accepted', 'rebooked', 'refunded', 'lapsed')),
    deadline timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    resolved_at timestamptz CHECK ((status = 'open') = (resolved_at IS NULL)),
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, booking_id, disruption_id),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings
);
CREATE INDEX disruption_cases_by_age ON disruption_cases (tenant_id, created_at DESC, id DESC);
CREATE INDEX disruption_cases_by_status ON disruption_cases (tenant_id, status, created_at DESC, id DESC);
CREATE INDEX disruption_cases_by_customer ON disruption_cases (tenant_id, customer_id, created_at DESC, id DESC);
CREATE INDEX disruption_cases_due ON disruption_cases (tenant_id, deadline) WHERE status = 'open';
CALL secure_tenant_table('disruption_cases');

-- What has happened stays.
REVOKE DELETE ON cancellations, changes, disruption_cases FROM booking_app, booking_worker;
