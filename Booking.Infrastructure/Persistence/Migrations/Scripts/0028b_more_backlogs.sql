-- What reports wait for, as the other backlogs are counted; and the traces that conversions and notifications belong to.

ALTER TABLE conversion_deliveries ADD COLUMN trace_parent text;
ALTER TABLE notifications ADD COLUMN trace_parent text;

CREATE POLICY backlog_looks ON reported_events FOR SELECT TO booking_owner USING (true);
CREATE POLICY backlog_looks ON unreported_events FOR SELECT TO booking_owner USING (true);

-- Ids rise with time: the first are the oldest.
CREATE FUNCTION backlog.reports(OUT waiting bigint, OUT age double precision) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), extract(epoch FROM clock_timestamp() - min(due.occurred_at)) FROM tenants t CROSS JOIN LATERAL (
        SELECT r.occurred_at FROM (
            SELECT u.tenant_id, u.event_id FROM unreported_events u WHERE u.tenant_id = t.id ORDER BY u.event_id LIMIT 1000) AS first
        JOIN reported_events r ON r.tenant_id = first.tenant_id AND r.event_id = first.event_id) AS due
$$;
