-- Which tenants have work due, so that a round of a worker visits them and nobody else: it costs one look into an index a tenant instead
-- of a transaction. Each function tells ids of tenants and nothing of them; they run as their owner, whom the policies let look. A tenant
-- too many costs a visit, one too few would lose work: the conditions are those of the visits or wider.

CREATE SCHEMA due;
GRANT USAGE ON SCHEMA due TO booking_worker;

CREATE POLICY due_looks ON bookings FOR SELECT TO booking_owner USING (true);
CREATE POLICY due_looks ON venue_requests FOR SELECT TO booking_owner USING (true);
CREATE POLICY due_looks ON schedules FOR SELECT TO booking_owner USING (true);

CREATE FUNCTION due.expiry() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.id FROM tenants t
    WHERE EXISTS (SELECT FROM holds h WHERE h.tenant_id = t.id AND h.status = 'active' AND h.expires_at <= clock_timestamp())
       OR EXISTS (SELECT FROM bookings b WHERE b.tenant_id = t.id AND b.status = 'awaiting_payment' AND b.pay_before <= clock_timestamp())
$$;

-- A hold ends at most a minute after its warning.
CREATE FUNCTION due.warnings() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.id FROM tenants t
    WHERE EXISTS (
        SELECT FROM holds h
        WHERE h.tenant_id = t.id AND h.status = 'active' AND h.warned_at IS NULL
          AND h.expires_at > clock_timestamp() AND h.expires_at <= clock_timestamp() + interval '1 minute')
$$;

CREATE FUNCTION due.bookings() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.id FROM tenants t
    WHERE EXISTS (SELECT FROM bookings b WHERE b.tenant_id = t.id AND b.status = 'confirmed' AND b.ends_at <= clock_timestamp())
       OR EXISTS (SELECT FROM bookings b WHERE b.tenant_id = t.id AND b.status = 'confirmed' AND b.check_in_by IS NOT NULL AND b.check_in_by <= clock_timestamp())
       OR EXISTS (SELECT FROM disruption_cases d WHERE d.tenant_id = t.id AND d.status = 'open' AND d.deadline <= clock_timestamp())
$$;

CREATE FUNCTION due.rides() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.id FROM tenants t
    WHERE EXISTS (SELECT FROM rides r WHERE r.tenant_id = t.id AND r.status = 'waiting' AND r.due_at <= clock_timestamp())
$$;

CREATE FUNCTION due.venue_requests() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.id FROM tenants t
    WHERE EXISTS (SELECT FROM venue_requests r WHERE r.tenant_id = t.id AND r.status = 'pending' AND r.respond_by <= clock_timestamp())
$$;

-- Freed places are not seen here: whoever waits is looked at.
CREATE FUNCTION due.waitlist() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.id FROM tenants t
    WHERE EXISTS (SELECT FROM waitlist_entries e WHERE e.tenant_id = t.id AND e.status IN ('waiting', 'offered'))
$$;

CREATE FUNCTION due.conversions() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.id FROM tenants t
    WHERE EXISTS (SELECT FROM conversion_deliveries d WHERE d.tenant_id = t.id AND d.status = 'pending' AND d.next_attempt_at <= clock_timestamp())
$$;

CREATE FUNCTION due.schedules() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.id FROM tenants t
    WHERE EXISTS (
        SELECT FROM schedules s
        WHERE s.tenant_id = t.id AND s.is_active AND (s.filled_until IS NULL OR s.filled_until + 1 < (clock_timestamp() AT TIME ZONE 'UTC')::date + s.horizon_days))
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA due FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA due TO booking_worker;

-- The holds that end are few: their index by end finds those without a warning too.
DROP INDEX holds_unwarned;
