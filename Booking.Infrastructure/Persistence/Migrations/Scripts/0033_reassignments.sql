-- Appointments whose provider has fallen out, and who has them instead. The provider's time is the slot claim of the booking's item, which moves.

CREATE TABLE reassignments (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    booking_id uuid NOT NULL,
    item integer NOT NULL CHECK (item >= 0),
    disruption_id uuid,
    from_provider_id uuid NOT NULL,
    to_provider_id uuid,
    starts_at timestamptz NOT NULL,
    title text NOT NULL,
    note text,
    status text NOT NULL CHECK (status IN ('waiting', 'done', 'failed', 'dropped')),
    tries integer NOT NULL CHECK (tries >= 0),
    due_at timestamptz CHECK (status <> 'waiting' OR due_at IS NOT NULL),
    assigned_by uuid,
    considered jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings,
    FOREIGN KEY (tenant_id, from_provider_id) REFERENCES providers,
    FOREIGN KEY (tenant_id, to_provider_id) REFERENCES providers,
    FOREIGN KEY (tenant_id, assigned_by) REFERENCES users,
    CHECK ((status = 'done') = (to_provider_id IS NOT NULL))
) WITH (fillfactor = 80);
-- One search per disruption, however often it is told of.
CREATE UNIQUE INDEX reassignments_once ON reassignments (tenant_id, booking_id, disruption_id, item);
CREATE INDEX reassignments_of_booking ON reassignments (tenant_id, booking_id, item, id);
CREATE INDEX reassignments_due ON reassignments (tenant_id, due_at) WHERE status = 'waiting';
CALL secure_tenant_table('reassignments');
REVOKE DELETE ON reassignments FROM booking_app, booking_worker;

CREATE POLICY backlog_looks ON reassignments FOR SELECT TO booking_owner USING (true);

CREATE FUNCTION backlog.reassignments(OUT waiting bigint, OUT age double precision) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), extract(epoch FROM clock_timestamp() - min(due.due_at)) FROM tenants t CROSS JOIN LATERAL (
        SELECT r.due_at FROM reassignments r WHERE r.tenant_id = t.id AND r.status = 'waiting' AND r.due_at <= clock_timestamp() ORDER BY r.due_at LIMIT 1000) AS due
$$;
