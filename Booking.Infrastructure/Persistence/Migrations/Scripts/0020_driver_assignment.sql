-- What somebody has to drive, and who is asked, told and doing it. The driver's time is a slot claim whose id is that of the assignment:
-- the constraint of the slots keeps a driver from two rides at once.

CREATE TABLE rides (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    item integer NOT NULL CHECK (item >= 0),
    booking_number text NOT NULL,
    car_id uuid NOT NULL,
    car_name text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    time_zone text NOT NULL,
    pick_up jsonb NOT NULL,
    drop_off jsonb,
    licence_class text NOT NULL,
    status text NOT NULL CHECK (status IN ('waiting', 'assigned', 'unassigned', 'finished', 'cancelled')),
    offers integer NOT NULL CHECK (offers >= 0),
    searched_since timestamptz NOT NULL,
    due_at timestamptz CHECK (status <> 'waiting' OR due_at IS NOT NULL),
    assignment_id uuid,
    preferred_driver_id uuid,
    note text NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings,
    FOREIGN KEY (tenant_id, car_id) REFERENCES cars
) WITH (fillfactor = 80);
-- An item has one ride at a time.
CREATE UNIQUE INDEX rides_of_booking ON rides (tenant_id, booking_id, item) WHERE status <> 'cancelled';
CREATE INDEX rides_due ON rides (tenant_id, due_at) WHERE status = 'waiting';
CREATE INDEX rides_by_start ON rides (tenant_id, status, starts_at, id);
CALL secure_tenant_table('rides');
REVOKE DELETE ON rides FROM booking_app, booking_worker;

CREATE TABLE assignments (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    ride_id uuid NOT NULL,
    booking_id uuid NOT NULL,
    driver_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('offered', 'accepted', 'started', 'finished', 'declined', 'expired', 'withdrawn')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    set_out_at timestamptz NOT NULL CHECK (set_out_at <= starts_at),
    offered_at timestamptz NOT NULL,
    expires_at timestamptz CHECK (status <> 'offered' OR expires_at IS NOT NULL),
    accepted_at timestamptz,
    started_at timestamptz,
    ended_at timestamptz,
    reason text NOT NULL,
    assigned_by uuid,
    considered jsonb NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, ride_id) REFERENCES rides,
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings,
    FOREIGN KEY (tenant_id, driver_id) REFERENCES drivers,
    FOREIGN KEY (tenant_id, assigned_by) REFERENCES users
) WITH (fillfactor = 80);
-- A ride has one driver.
CREATE UNIQUE INDEX assignments_one_driver ON assignments (tenant_id, ride_id) WHERE status IN ('offered', 'accepted', 'started', 'finished');
CREATE INDEX assignments_of_ride ON assignments (tenant_id, ride_id, id);
CREATE INDEX assignments_of_driver ON assignments (tenant_id, driver_id, starts_at, id);
-- What counts for load and fairness.
CREATE INDEX assignments_work ON assignments (tenant_id, driver_id, offered_at) INCLUDE (starts_at, ends_at) WHERE status IN ('offered', 'accepted', 'started', 'finished');
CALL secure_tenant_table('assignments');
REVOKE DELETE ON assignments FROM booking_app, booking_worker;
