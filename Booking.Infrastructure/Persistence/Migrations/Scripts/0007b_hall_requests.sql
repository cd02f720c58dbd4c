-- Requests for halls whose owner decides about each booking, and uses that are repeated.

CREATE TABLE venue_requests (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    number text NOT NULL,
    venue_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    hold_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('pending', 'approved', 'declined', 'withdrawn', 'lapsed')),
    blocks text NOT NULL CHECK (blocks IN ('nothing', 'soft', 'hard')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    item jsonb NOT NULL,
    price jsonb NOT NULL,
    claims jsonb NOT NULL,
    customer jsonb NOT NULL,
    message text NOT NULL,
    metadata jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    respond_by timestamptz NOT NULL,
    pay_within interval NOT NULL,
    answered_at timestamptz,
    answered_by uuid,
    note text NOT NULL,
    booking_id uuid,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    UNIQUE (tenant_id, hold_id),
    FOREIGN KEY (tenant_id, venue_id) REFERENCES venues,
    FOREIGN KEY (tenant_id, customer_id) REFERENCES users,
    FOREIGN KEY (tenant_id, hold_id) REFERENCES holds,
    FOREIGN KEY (tenant_id, answered_by) REFERENCES users,
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings DEFERRABLE INITIALLY DEFERRED,
    CHECK ((status = 'approved') = (booking_id IS NOT NULL))
);
CREATE INDEX venue_requests_of_customer ON venue_requests (tenant_id, customer_id, id);
CREATE INDEX venue_requests_of_venue ON venue_requests (tenant_id, venue_id, id);
CREATE INDEX venue_requests_overdue ON venue_requests (tenant_id, respond_by) WHERE status = 'pending';
CREATE INDEX venue_requests_shown ON venue_requests (tenant_id, venue_id, ends_at) WHERE status = 'pending' AND blocks = 'soft';
CALL secure_tenant_table('venue_requests');
REVOKE DELETE ON venue_requests FROM booking_app, booking_worker;

CREATE TABLE venue_series (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    number text NOT NULL,
    venue_id uuid NOT NULL,
    customer_id uuid NOT NULL,
    rule text NOT NULL,
    on_conflict text NOT NULL CHECK (on_conflict IN ('fail', 'skip')),
    occurrences jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    FOREIGN KEY (tenant_id, venue_id) REFERENCES venues,
    FOREIGN KEY (tenant_id, customer_id) REFERENCES users
);
CREATE INDEX venue_series_of_customer ON venue_series (tenant_id, customer_id, id);
CALL secure_tenant_table('venue_series');
REVOKE DELETE ON venue_series FROM booking_app, booking_worker;
