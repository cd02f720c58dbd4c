-- The tenants with appointments that another provider is looked for, among those that have work due.

CREATE FUNCTION due.reassignments() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.id FROM tenants t
    WHERE EXISTS (SELECT FROM reassignments r WHERE r.tenant_id = t.id AND r.status = 'waiting' AND r.due_at <= clock_timestamp())
$$;

REVOKE ALL ON FUNCTION due.reassignments() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION due.reassignments() TO booking_worker;
