-- Reports: what they need of each event is kept for good, and the daily figures are sums over it. The figures can be thrown away and made again.

-- The day of a sale is the tenant's.
ALTER TABLE tenants ADD COLUMN time_zone text NOT NULL DEFAULT 'UTC';
GRANT UPDATE (time_zone) ON tenants TO booking_app;

-- The key is the event's id: an event that is delivered again finds itself here and adds nothing.
CREATE TABLE reported_events (
    tenant_id uuid NOT NULL REFERENCES tenants,
    event_id uuid NOT NULL,
    type text NOT NULL,
    subject uuid NOT NULL,
    occurred_at timestamptz NOT NULL,
    day date NOT NULL,
    content jsonb NOT NULL,
    PRIMARY KEY (tenant_id, event_id)
);
CREATE INDEX reported_events_by_time ON reported_events (tenant_id, occurred_at);
CALL secure_tenant_table('reported_events');

-- Events that are in no report yet: written with the event, removed with what they add.
CREATE TABLE unreported_events (
    tenant_id uuid NOT NULL,
    event_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, event_id),
    FOREIGN KEY (tenant_id, event_id) REFERENCES reported_events
);
CALL secure_tenant_table('unreported_events');

CREATE TABLE daily_sales (
    tenant_id uuid NOT NULL REFERENCES tenants,
    day date NOT NULL,
    kind text NOT NULL,
    offering_id uuid NOT NULL,
    currency text NOT NULL,
    title text NOT NULL,
    bookings bigint NOT NULL,
    units bigint NOT NULL,
    gross bigint NOT NULL,
    fees bigint NOT NULL,
    taxes bigint NOT NULL,
    discounts bigint NOT NULL,
    cancelled_units bigint NOT NULL,
    refunds bigint NOT NULL,
    PRIMARY KEY (tenant_id, day, kind, offering_id, currency)
) WITH (fillfactor = 70);
CALL secure_tenant_table('daily_sales');

CREATE TABLE daily_funnel (
    tenant_id uuid NOT NULL REFERENCES tenants,
    day date NOT NULL,
    kind text NOT NULL,
    holds_placed bigint NOT NULL,
    holds_released bigint NOT NULL,
    holds_expired bigint NOT NULL,
    bookings_made bigint NOT NULL,
    bookings_paid bigint NOT NULL,
    bookings_expired bigint NOT NULL,
    bookings_cancelled bigint NOT NULL,
    PRIMARY KEY (tenant_id, day, kind)
) WITH (fillfactor = 70);
CALL secure_tenant_table('daily_funnel');

CREATE TABLE daily_payments (
    tenant_id uuid NOT NULL REFERENCES tenants,
    day date NOT NULL,
    currency text NOT NULL,
    payments bigint NOT NULL,
    received bigint NOT NULL,
    refunds bigint NOT NULL,
    paid_back bigint NOT NULL,
    PRIMARY KEY (tenant_id, day, currency)
) WITH (fillfactor = 70);
CALL secure_tenant_table('daily_payments');

-- By the day of use, as the clocks are where it is used.
CREATE TABLE daily_use (
    tenant_id uuid NOT NULL REFERENCES tenants,
    day date NOT NULL,
    kind text NOT NULL,
    offering_id uuid NOT NULL,
    title text NOT NULL,
    units bigint NOT NULL,
    minutes bigint NOT NULL,
    PRIMARY KEY (tenant_id, day, kind, offering_id)
) WITH (fillfactor = 70);
CALL secure_tenant_table('daily_use');

CREATE TABLE daily_waitlist (
    tenant_id uuid NOT NULL REFERENCES tenants,
    day date NOT NULL,
    kind text NOT NULL,
    joined bigint NOT NULL,
    offered bigint NOT NULL,
    accepted bigint NOT NULL,
    declined bigint NOT NULL,
    expired bigint NOT NULL,
    left_it bigint NOT NULL,
    PRIMARY KEY (tenant_id, day, kind)
) WITH (fillfactor = 70);
CALL secure_tenant_table('daily_waitlist');

CREATE TABLE daily_drivers (
    tenant_id uuid NOT NULL REFERENCES tenants,
    day date NOT NULL,
    driver_id uuid NOT NULL,
    offered bigint NOT NULL,
    accepted bigint NOT NULL,
    declined bigint NOT NULL,
    expired bigint NOT NULL,
    finished bigint NOT NULL,
    minutes bigint NOT NULL,
    PRIMARY KEY (tenant_id, day, driver_id)
) WITH (fillfactor = 70);
CALL secure_tenant_table('daily_drivers');

-- What was reported stays. Figures are the workers'; the API reads them.
REVOKE UPDATE, DELETE ON reported_events FROM booking_app, booking_worker;
REVOKE UPDATE, DELETE ON unreported_events, daily_sales, daily_funnel, daily_payments, daily_use, daily_waitlist, daily_drivers FROM booking_app;

-- The worker finds out which tenants have something to add up without asking them one by one.
CREATE POLICY worker_looks ON unreported_events FOR SELECT TO booking_worker USING (true);
