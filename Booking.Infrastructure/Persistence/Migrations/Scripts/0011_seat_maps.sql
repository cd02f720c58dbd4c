-- Seat maps: templates of places, the plan of each seated event, and what a seat has beside its name.

CREATE TABLE seat_maps (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    owner_id uuid,
    name text NOT NULL,
    place text NOT NULL,
    layout jsonb NOT NULL,
    seats integer NOT NULL CHECK (seats BETWEEN 1 AND 60000),
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES users
);
CALL secure_tenant_table('seat_maps');

-- Has the event's id.
CREATE TABLE event_seat_plans (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    layout jsonb NOT NULL,
    categories jsonb NOT NULL,
    focal_x integer NOT NULL,
    focal_y integer NOT NULL,
    forbids_orphans boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, id) REFERENCES events
);
CALL secure_tenant_table('event_seat_plans');

ALTER TABLE event_seats
    ADD COLUMN place integer,
    ADD COLUMN companion_of text,
    ADD COLUMN note text,
    ADD COLUMN block_reason text;

-- A seat that nobody has may leave the plan, whatever became of it earlier: an old claim must not keep it. That a claimed seat is there
-- and on sale is looked at by the statement that claims it, under the lock below.
ALTER TABLE seat_claims DROP CONSTRAINT seat_claims_tenant_id_event_id_seat_fkey;

-- Whoever claims seats holds the lock of their events' plans together with others; whoever changes a plan holds it alone. It comes before
-- the locks of the seats, and the events in one order.
CREATE FUNCTION lock_seat_plans(events uuid[], is_change boolean) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    key bigint;
    locked integer := 0;
BEGIN
    FOR key IN SELECT DISTINCT hashtextextended('seat plan ' || event, 0) AS k FROM unnest(events) AS event ORDER BY k LOOP
        IF is_change THEN
            PERFORM pg_advisory_xact_lock(key);
        ELSE
            PERFORM pg_advisory_xact_lock_shared(key);
        END IF;
        locked := locked + 1;
    END LOOP;
    RETURN locked;
END $$;
