-- Queues for what cannot be had now, and the record of who was passed.

CREATE TABLE waitlist_entries (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('waiting', 'offered', 'accepted', 'declined', 'expired', 'left')),
    queue text NOT NULL,
    wish_key text NOT NULL,
    units text[] NOT NULL,
    kind text NOT NULL,
    offering_id uuid NOT NULL,
    title text NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    starts_at timestamptz,
    ends_at timestamptz,
    is_timed boolean NOT NULL,
    request jsonb NOT NULL,
    lasts_until timestamptz,
    all_or_none boolean NOT NULL,
    joined_at timestamptz NOT NULL,
    passes integer NOT NULL CHECK (passes >= 0),
    blocks_until timestamptz,
    hold_id uuid,
    offered_quantity integer CHECK (offered_quantity BETWEEN 1 AND quantity),
    offered_at timestamptz,
    offer_expires_at timestamptz,
    ended_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, hold_id),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES users,
    FOREIGN KEY (tenant_id, hold_id) REFERENCES holds DEFERRABLE INITIALLY DEFERRED,
    CHECK (status NOT IN ('offered', 'accepted', 'declined') OR (hold_id IS NOT NULL AND offered_quantity IS NOT NULL AND offered_at IS NOT NULL AND offer_expires_at IS NOT NULL)),
    CHECK ((status IN ('waiting', 'offered')) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX waitlist_entries_once ON waitlist_entries (tenant_id, customer_id, wish_key) WHERE status IN ('waiting', 'offered');
CREATE INDEX waitlist_entries_of_customer ON waitlist_entries (tenant_id, customer_id, id);
CREATE INDEX waitlist_entries_of_offering ON waitlist_entries (tenant_id, offering_id, id);
CREATE INDEX waitlist_entries_live ON waitlist_entries (tenant_id, queue, status, id) WHERE status IN ('waiting', 'offered');
CREATE INDEX waitlist_entries_pace ON waitlist_entries (tenant_id, queue, offered_at) WHERE offered_at IS NOT NULL;
CALL secure_tenant_table('waitlist_entries');
REVOKE DELETE ON waitlist_entries FROM booking_app, booking_worker;

CREATE TABLE waitlist_skips (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    entry_id uuid NOT NULL,
    at timestamptz NOT NULL,
    reason text NOT NULL,
    needed integer NOT NULL,
    offered integer NOT NULL,
    passes integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, entry_id) REFERENCES waitlist_entries
);
CREATE INDEX waitlist_skips_of_entry ON waitlist_skips (tenant_id, entry_id, id);
CALL secure_tenant_table('waitlist_skips');
REVOKE UPDATE, DELETE ON waitlist_skips FROM booking_app, booking_worker;
