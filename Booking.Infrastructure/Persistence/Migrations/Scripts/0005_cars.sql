-- Cars as their owners manage them, and the people who drive them.

ALTER TABLE cars
    ADD COLUMN owner_id uuid,
    ADD COLUMN rates jsonb,
    ADD COLUMN lowest_per_day bigint,
    ADD COLUMN driver_mode text NOT NULL DEFAULT 'optional' CHECK (driver_mode IN ('optional', 'required', 'self_drive_only')),
    ADD COLUMN licence_class text NOT NULL DEFAULT 'B',
    ADD COLUMN included_km_per_day integer NOT NULL DEFAULT 0 CHECK (included_km_per_day >= 0),
    ADD COLUMN price_per_extra_km bigint NOT NULL DEFAULT 0 CHECK (price_per_extra_km >= 0),
    ADD COLUMN one_way_fee bigint NOT NULL DEFAULT 0 CHECK (one_way_fee >= 0),
    ADD COLUMN one_way_free_km integer NOT NULL DEFAULT 25,
    ADD COLUMN max_pick_up_km integer NOT NULL DEFAULT 25,
    ADD COLUMN pick_up_points jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN max_drop_off_km integer NOT NULL DEFAULT 1000,
    ADD COLUMN drop_off_points jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN notice_minutes integer NOT NULL DEFAULT 0 CHECK (notice_minutes >= 0),
    ADD COLUMN policy jsonb NOT NULL DEFAULT '{"tiers": [{"hoursBefore": 48, "refundPercent": 100}, {"hoursBefore": 24, "refundPercent": 50}]}',
    ADD FOREIGN KEY (tenant_id, owner_id) REFERENCES users;

-- The cars of all tenants: row level security would show the owner of the tables none.
ALTER TABLE cars NO FORCE ROW LEVEL SECURITY;
UPDATE cars SET lowest_per_day = price_per_day, rates = jsonb_build_array(
    jsonb_build_object('unit', 'hour', 'amount', price_per_hour, 'label', '', 'days', '[]'::jsonb),
    jsonb_build_object('unit', 'day', 'amount', price_per_day, 'label', '', 'days', '[]'::jsonb));
ALTER TABLE cars FORCE ROW LEVEL SECURITY;

-- From now on the rates decide; price_per_day is what lists are sorted by.
ALTER TABLE cars
    ALTER COLUMN rates SET NOT NULL,
    ALTER COLUMN lowest_per_day SET NOT NULL,
    DROP COLUMN price_per_hour;
CREATE INDEX cars_of_owner ON cars (tenant_id, owner_id, id);
CREATE INDEX cars_class ON cars (tenant_id, lower(class), id) WHERE is_active;
CREATE INDEX cars_price ON cars (tenant_id, price_per_day, id) WHERE is_active;
CREATE INDEX cars_features ON cars USING gin (features);

CREATE TABLE drivers (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL,
    licence_classes text[] NOT NULL CHECK (cardinality(licence_classes) > 0),
    latitude double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    base_address text NOT NULL,
    languages text[] NOT NULL,
    is_active boolean NOT NULL,
    time_zone text NOT NULL,
    weekly_shifts jsonb NOT NULL,
    shift_exceptions jsonb NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users
);
CREATE INDEX drivers_place ON drivers (tenant_id, latitude, longitude) WHERE is_active;
CALL secure_tenant_table('drivers');

-- Written every few seconds while somebody drives: no index but the key and room in every page, so that an update stays in its page.
CREATE TABLE driver_locations (
    tenant_id uuid NOT NULL,
    driver_id uuid NOT NULL,
    latitude double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    recorded_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, driver_id),
    FOREIGN KEY (tenant_id, driver_id) REFERENCES drivers ON DELETE CASCADE
) WITH (fillfactor = 50);
CALL secure_tenant_table('driver_locations');
