-- What the advertising network is to be told, among the work that waits.

CREATE POLICY backlog_looks ON conversion_deliveries FOR SELECT TO booking_owner USING (true);

CREATE FUNCTION backlog.conversions(OUT waiting bigint, OUT age double precision) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), extract(epoch FROM clock_timestamp() - min(due.next_attempt_at)) FROM tenants t CROSS JOIN LATERAL (
        SELECT d.next_attempt_at FROM conversion_deliveries d WHERE d.tenant_id = t.id AND d.status = 'pending' AND d.next_attempt_at <= clock_timestamp() ORDER BY d.next_attempt_at LIMIT 1000) AS due
$$;
