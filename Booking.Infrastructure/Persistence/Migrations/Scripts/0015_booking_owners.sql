-- Whose offerings a booking is for: the owner of what an item sells, and the provider who performs an appointment.
-- One row per booking and owner with what the owner may see of it; in a table of its own, because a search in an array may not use its
-- index beneath row level security.

CREATE TABLE booking_owners (
    tenant_id uuid NOT NULL,
    booking_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    starts_at timestamptz,
    items integer[] NOT NULL,
    offering_ids uuid[] NOT NULL,
    PRIMARY KEY (tenant_id, booking_id, owner_id),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings,
    FOREIGN KEY (tenant_id, owner_id) REFERENCES users
);
CREATE INDEX booking_owners_by_age ON booking_owners (tenant_id, owner_id, created_at DESC, booking_id DESC);
CREATE INDEX booking_owners_by_start ON booking_owners (tenant_id, owner_id, starts_at);
CALL secure_tenant_table('booking_owners');

CREATE FUNCTION keep_booking_owners() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM booking_owners WHERE tenant_id = NEW.tenant_id AND booking_id = NEW.id;
    END IF;

    INSERT INTO booking_owners (tenant_id, booking_id, owner_id, created_at, starts_at, items, offering_ids)
    SELECT NEW.tenant_id, NEW.id, o.owner_id, NEW.created_at, min(i.starts_at), array_agg(i.item ORDER BY i.item), array_agg(DISTINCT i.offering_id)
    FROM (
        SELECT (n - 1)::integer, item ->> 'kind', (item ->> 'offeringId')::uuid, (item ->> 'from')::timestamptz, (item -> 'details' ->> 'providerId')::uuid
        FROM jsonb_array_elements(NEW.items) WITH ORDINALITY AS e (item, n)) AS i (item, kind, offering_id, starts_at, performer_id)
    CROSS JOIN LATERAL (
        SELECT owner_id FROM cars WHERE i.kind = 'car' AND tenant_id = NEW.tenant_id AND id = i.offering_id
        UNION SELECT owner_id FROM venues WHERE i.kind = 'venue' AND tenant_id = NEW.tenant_id AND id = i.offering_id
        UNION SELECT owner_id FROM services WHERE i.kind = 'service' AND tenant_id = NEW.tenant_id AND id = i.offering_id
        UNION SELECT user_id FROM providers WHERE i.kind = 'service' AND tenant_id = NEW.tenant_id AND id = i.performer_id
        UNION SELECT owner_id FROM products WHERE i.kind = 'product' AND tenant_id = NEW.tenant_id AND id = i.offering_id
        UNION SELECT owner_id FROM events WHERE i.kind = 'eventSeat' AND tenant_id = NEW.tenant_id AND id = i.offering_id
        UNION SELECT e.owner_id FROM ticket_types t JOIN events e ON e.tenant_id = t.tenant_id AND e.id = t.event_id
            WHERE i.kind = 'ticket' AND t.tenant_id = NEW.tenant_id AND t.id = i.offering_id
        UNION SELECT p.owner_id FROM trips t
            JOIN routes r ON r.tenant_id = t.tenant_id AND r.id = t.route_id JOIN operators p ON p.tenant_id = r.tenant_id AND p.id = r.operator_id
            WHERE i.kind = 'tripSeat' AND t.tenant_id = NEW.tenant_id AND t.id = i.offering_id) AS o
    WHERE o.owner_id IS NOT NULL
    GROUP BY o.owner_id;
    RETURN NULL;
END $$;

CREATE TRIGGER keep_booking_owners AFTER INSERT OR UPDATE OF items ON bookings FOR EACH ROW EXECUTE FUNCTION keep_booking_owners();

-- What was sold before. Row level security would hide every row from the owner of the tables too.
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['bookings', 'booking_owners', 'cars', 'venues', 'services', 'providers', 'products', 'events', 'ticket_types', 'trips', 'routes', 'operators', 'users'] LOOP
        EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', t);
    END LOOP;

    UPDATE bookings SET items = items;

    -- The keys are checked now, while the rows can still be seen.
    SET CONSTRAINTS ALL IMMEDIATE;
    FOREACH t IN ARRAY ARRAY['bookings', 'booking_owners', 'cars', 'venues', 'services', 'providers', 'products', 'events', 'ticket_types', 'trips', 'routes', 'operators', 'users'] LOOP
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    END LOOP;
END $$;
