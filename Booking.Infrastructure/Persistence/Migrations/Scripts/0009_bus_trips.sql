-- Operators, editable routes and buses, fares by stop with seasons, schedules, and each trip's own stop times.

CREATE TABLE operators (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    owner_id uuid,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    code text NOT NULL CHECK (code ~ '^[A-Z0-9]{2,10}$'),
    email text,
    phone text,
    requires_names boolean NOT NULL,
    requires_documents boolean NOT NULL,
    is_active boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES users
);
CALL secure_tenant_table('operators');
CREATE INDEX operators_of_owner ON operators (tenant_id, owner_id, id);

-- Routes ----------------------------------------------------------------------

ALTER TABLE routes
    ADD COLUMN operator_id uuid,
    ADD COLUMN requires_names boolean NOT NULL DEFAULT false,
    ADD COLUMN requires_documents boolean NOT NULL DEFAULT false,
    ADD COLUMN passenger_types jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN sale_closes_minutes integer NOT NULL DEFAULT 0 CHECK (sale_closes_minutes BETWEEN 0 AND 10080),
    ADD COLUMN delay_case_minutes integer NOT NULL DEFAULT 15 CHECK (delay_case_minutes BETWEEN 0 AND 1440),
    ADD COLUMN policy jsonb NOT NULL DEFAULT '{"tiers": [{"hoursBefore": 48, "refundPercent": 100}, {"hoursBefore": 24, "refundPercent": 50}]}',
    ADD COLUMN revision integer NOT NULL DEFAULT 1,
    ADD COLUMN is_active boolean NOT NULL DEFAULT true,
    ADD COLUMN version bigint NOT NULL DEFAULT 1,
    ADD FOREIGN KEY (tenant_id, operator_id) REFERENCES operators;

-- A stop that no timetable uses any more stays for the trips that have called there.
ALTER TABLE stops
    ADD COLUMN city_key text NOT NULL DEFAULT '',
    ADD COLUMN name_key text NOT NULL DEFAULT '',
    ADD COLUMN is_active boolean NOT NULL DEFAULT true,
    DROP CONSTRAINT stops_tenant_id_route_id_sequence_key;
CREATE UNIQUE INDEX stops_in_order ON stops (tenant_id, route_id, sequence) WHERE is_active;
DROP INDEX stops_by_city;
-- Plain columns and not expressions: only comparisons that leak nothing may use an index beneath row level security.
CREATE INDEX stops_by_city ON stops (tenant_id, city_key);
CREATE INDEX stops_by_name ON stops (tenant_id, name_key);

-- Schedules -------------------------------------------------------------------

ALTER TABLE buses
    ADD COLUMN operator_id uuid,
    ADD COLUMN plate text,
    ADD COLUMN is_active boolean NOT NULL DEFAULT true,
    ADD COLUMN version bigint NOT NULL DEFAULT 1,
    ADD FOREIGN KEY (tenant_id, operator_id) REFERENCES operators;

CREATE TABLE schedules (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    route_id uuid NOT NULL,
    bus_id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    departs_at time NOT NULL,
    rule text NOT NULL,
    valid_from date NOT NULL,
    valid_to date CHECK (valid_to >= valid_from),
    no_service jsonb NOT NULL,
    extra_service jsonb NOT NULL,
    horizon_days integer NOT NULL CHECK (horizon_days BETWEEN 1 AND 365),
    hold_minutes integer NOT NULL CHECK (hold_minutes BETWEEN 1 AND 120),
    filled_until date,
    is_active boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, route_id) REFERENCES routes,
    FOREIGN KEY (tenant_id, bus_id) REFERENCES buses
);
CALL secure_tenant_table('schedules');
CREATE INDEX schedules_of_route ON schedules (tenant_id, route_id, id);
CREATE INDEX schedules_to_fill ON schedules (tenant_id, filled_until) WHERE is_active;

-- Fares -----------------------------------------------------------------------

ALTER TABLE fares
    ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN schedule_id uuid,
    ADD COLUMN from_stop_id uuid,
    ADD COLUMN to_stop_id uuid,
    ADD COLUMN valid_from date,
    ADD COLUMN valid_to date,
    ADD CHECK (valid_to >= valid_from),
    ADD FOREIGN KEY (tenant_id, schedule_id) REFERENCES schedules,
    ADD FOREIGN KEY (tenant_id, from_stop_id) REFERENCES stops,
    ADD FOREIGN KEY (tenant_id, to_stop_id) REFERENCES stops;

-- Trips -----------------------------------------------------------------------

ALTER TABLE trips
    ADD COLUMN schedule_id uuid,
    ADD COLUMN local_date date,
    ADD COLUMN delay_minutes integer NOT NULL DEFAULT 0 CHECK (delay_minutes >= 0),
    ADD COLUMN announced_delay_minutes integer NOT NULL DEFAULT 0 CHECK (announced_delay_minutes >= 0),
    ADD COLUMN driver_id uuid,
    ADD COLUMN note text,
    DROP CONSTRAINT trips_status_check,
    ADD CONSTRAINT trips_status_check CHECK (status IN ('scheduled', 'departed', 'arrived', 'cancelled', 'withdrawn')),
    ADD FOREIGN KEY (tenant_id, schedule_id) REFERENCES schedules,
    ADD FOREIGN KEY (tenant_id, driver_id) REFERENCES users;
-- One trip for each day of a schedule, however many workers create it.
CREATE UNIQUE INDEX trips_of_schedule ON trips (tenant_id, schedule_id, local_date);
CREATE INDEX trips_of_bus ON trips (tenant_id, bus_id, departs_at);
CREATE INDEX trips_of_driver ON trips (tenant_id, driver_id, departs_at) WHERE driver_id IS NOT NULL;

CREATE TABLE trip_stops (
    tenant_id uuid NOT NULL,
    trip_id uuid NOT NULL,
    sequence integer NOT NULL CHECK (sequence >= 0),
    stop_id uuid NOT NULL,
    arrives_at timestamptz NOT NULL,
    departs_at timestamptz NOT NULL CHECK (departs_at >= arrives_at),
    PRIMARY KEY (tenant_id, trip_id, sequence),
    UNIQUE (tenant_id, trip_id, stop_id),
    FOREIGN KEY (tenant_id, trip_id) REFERENCES trips,
    FOREIGN KEY (tenant_id, stop_id) REFERENCES stops
);
CALL secure_tenant_table('trip_stops');
CREATE INDEX trip_stops_by_departure ON trip_stops (tenant_id, stop_id, departs_at, trip_id);

-- What is there already -------------------------------------------------------

DO $$
DECLARE
    t uuid;
BEGIN
    FOR t IN SELECT id FROM tenants LOOP
        PERFORM set_config('app.tenant_id', t::text, true);
        INSERT INTO operators (tenant_id, id, name, code, requires_names, requires_documents, is_active, version)
        SELECT t, gen_random_uuid(), o.operator, 'OP' || row_number() OVER (ORDER BY o.operator), false, false, true, 1
        FROM (SELECT DISTINCT operator FROM routes WHERE tenant_id = t) AS o;
        UPDATE routes r SET operator_id = o.id FROM operators o WHERE r.tenant_id = t AND o.tenant_id = t AND o.name = r.operator;
        UPDATE stops SET
            city_key = lower(regexp_replace(normalize(city, NFD), '[\u0300-\u036f]', '', 'g')),
            name_key = lower(regexp_replace(normalize(name, NFD), '[\u0300-\u036f]', '', 'g'))
        WHERE tenant_id = t;
        UPDATE fares f SET from_stop_id = a.id, to_stop_id = b.id FROM stops a, stops b
        WHERE f.tenant_id = t AND a.tenant_id = t AND b.tenant_id = t
          AND a.route_id = f.route_id AND a.sequence = f.from_stop AND b.route_id = f.route_id AND b.sequence = f.to_stop;
        INSERT INTO trip_stops (tenant_id, trip_id, sequence, stop_id, arrives_at, departs_at)
        SELECT t, r.id, s.sequence, s.id, r.departs_at + s.arrives_after_minutes * interval '1 minute', r.departs_at + s.departs_after_minutes * interval '1 minute'
        FROM trips r JOIN stops s ON s.tenant_id = t AND s.route_id = r.route_id WHERE r.tenant_id = t;
    END LOOP;
    PERFORM set_config('app.tenant_id', '', true);
END $$;

ALTER TABLE routes ALTER COLUMN operator_id SET NOT NULL, DROP COLUMN operator;
CREATE INDEX routes_of_operator ON routes (tenant_id, operator_id, id);
CREATE INDEX buses_of_operator ON buses (tenant_id, operator_id, id);

ALTER TABLE fares
    DROP CONSTRAINT fares_pkey,
    ALTER COLUMN from_stop_id SET NOT NULL,
    ALTER COLUMN to_stop_id SET NOT NULL,
    DROP COLUMN from_stop,
    DROP COLUMN to_stop,
    ADD PRIMARY KEY (tenant_id, id);
CREATE INDEX fares_of_route ON fares (tenant_id, route_id, from_stop_id, to_stop_id);
CREATE INDEX fares_of_schedule ON fares (tenant_id, schedule_id) WHERE schedule_id IS NOT NULL;
