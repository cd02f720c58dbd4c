-- Where bookings came from, to whom a tenant's sales are told, and what was told.

-- Only for bookings that say so: written with the booking.
CREATE TABLE booking_attributions (
    tenant_id uuid NOT NULL,
    booking_id uuid NOT NULL,
    has_consent boolean NOT NULL,
    click_id text,
    cookie_id text,
    utm_source text,
    utm_medium text,
    utm_campaign text,
    utm_content text,
    utm_term text,
    landing_page text,
    referrer text,
    address text,
    user_agent text,
    captured_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, booking_id),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings,
    -- What recognises the customer elsewhere is only kept with consent.
    CHECK (has_consent OR num_nonnulls(click_id, cookie_id, address, user_agent) = 0)
);
CREATE INDEX booking_attributions_to_clear ON booking_attributions (tenant_id, captured_at) WHERE num_nonnulls(click_id, cookie_id, address, user_agent) > 0;
CALL secure_tenant_table('booking_attributions');

CREATE TABLE conversion_settings (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    event_source_id text NOT NULL,
    access_token text NOT NULL CHECK (access_token LIKE 'sealed.%'),
    access_token_set_at timestamptz NOT NULL,
    test_event_code text,
    is_active boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id)
);
CALL secure_tenant_table('conversion_settings');

-- The text of the event is the same for every attempt, and gone when there are no more.
CREATE TABLE conversion_deliveries (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    event_id text NOT NULL,
    event_type text NOT NULL,
    event text CHECK ((status = 'pending') = (event IS NOT NULL)),
    status text NOT NULL CHECK (status IN ('pending', 'sent', 'failed', 'skipped')),
    skip_reason text CHECK ((status = 'skipped') = (skip_reason IS NOT NULL)),
    attempt_count integer NOT NULL,
    attempts jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    next_attempt_at timestamptz CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL)),
    sent_at timestamptz CHECK ((status = 'sent') = (sent_at IS NOT NULL)),
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    -- One event per booking, however often it is confirmed.
    UNIQUE (tenant_id, booking_id),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings
) WITH (fillfactor = 70);
CREATE INDEX conversion_deliveries_due ON conversion_deliveries (tenant_id, next_attempt_at) WHERE status = 'pending';
CREATE INDEX conversion_deliveries_by_status ON conversion_deliveries (tenant_id, status, id DESC);
CREATE INDEX conversion_deliveries_by_age ON conversion_deliveries (tenant_id, created_at);
CALL secure_tenant_table('conversion_deliveries');
