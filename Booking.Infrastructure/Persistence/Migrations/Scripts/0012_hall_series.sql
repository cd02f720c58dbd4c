-- Series of uses of a hall are given up by a quote over their bookings and its confirmation.

CREATE TABLE venue_series_cancellations (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    series_id uuid NOT NULL,
    scope text NOT NULL CHECK (scope IN ('this', 'following', 'all')),
    status text NOT NULL CHECK (status IN ('quoted', 'confirmed')),
    occurrences jsonb NOT NULL,
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
    FOREIGN KEY (tenant_id, series_id) REFERENCES venue_series
);
CREATE INDEX venue_series_cancellations_of_series ON venue_series_cancellations (tenant_id, series_id, created_at DESC, id DESC);
CALL secure_tenant_table('venue_series_cancellations');
REVOKE DELETE ON venue_series_cancellations FROM booking_app, booking_worker;
