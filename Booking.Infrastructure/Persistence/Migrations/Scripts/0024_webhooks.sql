-- Endpoints of tenants that are told of events, and what is told to each; and the order in which the event log is read.

CREATE TABLE webhook_endpoints (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    url text NOT NULL CHECK (length(url) <= 8000),
    description text NOT NULL,
    event_types text[] NOT NULL,
    secret text NOT NULL,
    previous_secret text,
    previous_secret_until timestamptz,
    status text NOT NULL CHECK (status IN ('active', 'disabled')),
    disabled_reason text CHECK (disabled_reason IN ('by_admin', 'gone', 'failing')),
    disabled_at timestamptz,
    failing_since timestamptz,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL)),
    CHECK ((status = 'disabled') = (disabled_at IS NOT NULL)),
    CHECK ((status = 'disabled') = (disabled_reason IS NOT NULL))
);
CALL secure_tenant_table('webhook_endpoints');

-- The text of the body is kept as it is: its signature is over its bytes, and jsonb forgets the order of members.
CREATE TABLE webhook_deliveries (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    event_id uuid NOT NULL,
    event_type text NOT NULL,
    body text NOT NULL,
    status text NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
    attempt_count integer NOT NULL,
    attempts jsonb NOT NULL,
    failures integer NOT NULL,
    created_at timestamptz NOT NULL,
    give_up_at timestamptz NOT NULL,
    next_attempt_at timestamptz CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL)),
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, endpoint_id, event_id),
    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhook_endpoints ON DELETE CASCADE
) WITH (fillfactor = 70);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (tenant_id, endpoint_id, next_attempt_at) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_of_endpoint ON webhook_deliveries (tenant_id, endpoint_id, id DESC);
CREATE INDEX webhook_deliveries_by_status ON webhook_deliveries (tenant_id, endpoint_id, status, id DESC);
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (tenant_id, created_at);
CALL secure_tenant_table('webhook_deliveries');

-- The worker finds out which endpoints have work without asking tenant by tenant; it claims and writes as the tenant.
CREATE POLICY worker_looks ON webhook_endpoints FOR SELECT TO booking_worker USING (true);
CREATE POLICY worker_looks ON webhook_deliveries FOR SELECT TO booking_worker USING (true);

-- Positions are given out before their transactions commit, so a reader who goes on behind the last position it has seen would miss
-- what commits later. Below the oldest transaction that still runs nothing can appear any more: the log is read in this order, up to there.
ALTER TABLE outbox_messages ADD COLUMN transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX outbox_messages_log ON outbox_messages (tenant_id, transaction_id, position);
