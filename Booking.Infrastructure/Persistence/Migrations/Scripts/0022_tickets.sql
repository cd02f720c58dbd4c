-- Tickets for every door, what scanners were told, and receipts of refunds.

CREATE TABLE tickets (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    item integer NOT NULL,
    kind text NOT NULL,
    sold_id uuid NOT NULL,
    offering_id uuid NOT NULL,
    seat text,
    place integer NOT NULL,
    holder text NOT NULL,
    status text NOT NULL CHECK (status IN ('valid', 'used', 'revoked')),
    issued_at timestamptz NOT NULL,
    used_at timestamptz CHECK (status = 'revoked' OR (status = 'used') = (used_at IS NOT NULL)),
    used_gate text,
    check_in_id uuid,
    revoked_at timestamptz CHECK ((status = 'revoked') = (revoked_at IS NOT NULL)),
    revoked_reason text,
    revocation bigint CHECK ((status = 'revoked') = (revocation IS NOT NULL)),
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, booking_id, item, place),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings
);
-- A seat has one ticket that opens its door.
CREATE UNIQUE INDEX tickets_one_per_seat ON tickets (tenant_id, booking_id, item, seat) WHERE seat IS NOT NULL AND status <> 'revoked';
CREATE UNIQUE INDEX tickets_revoked ON tickets (tenant_id, revocation) WHERE revocation IS NOT NULL;
CALL secure_tenant_table('tickets');

-- Its row stays locked until the revocation takes effect, so that whoever has read up to one number has missed none before it.
CREATE TABLE revocation_counters (
    tenant_id uuid PRIMARY KEY REFERENCES tenants,
    last bigint NOT NULL
);
CALL secure_tenant_table('revocation_counters');

CREATE TABLE ticket_scans (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    by uuid NOT NULL,
    nonce text NOT NULL,
    request bytea NOT NULL,
    ticket_id uuid,
    gate text NOT NULL,
    scanned_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    refusal text,
    forced_reason text,
    is_forced boolean NOT NULL,
    used_at timestamptz,
    used_gate text,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, by, nonce),
    FOREIGN KEY (tenant_id, by) REFERENCES users,
    FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets
);
CREATE INDEX ticket_scans_of_ticket ON ticket_scans (tenant_id, ticket_id, received_at);
CALL secure_tenant_table('ticket_scans');

-- What has happened stays.
REVOKE DELETE ON tickets, revocation_counters, ticket_scans FROM booking_app, booking_worker;
REVOKE UPDATE ON ticket_scans FROM booking_app, booking_worker;

-- One receipt per payment and one per refund, numbered in one series.
ALTER TABLE receipts
    ADD COLUMN refund_id uuid,
    ADD COLUMN reverses text,
    ADD FOREIGN KEY (tenant_id, refund_id) REFERENCES refunds,
    ADD CHECK ((refund_id IS NULL) = (reverses IS NULL)),
    DROP CONSTRAINT receipts_tenant_id_payment_id_key;
CREATE UNIQUE INDEX receipts_one_per_payment ON receipts (tenant_id, payment_id) WHERE refund_id IS NULL;
CREATE UNIQUE INDEX receipts_one_per_refund ON receipts (tenant_id, refund_id) WHERE refund_id IS NOT NULL;
