-- How much work of all tenants waits and for how long, for operators: each function counts, and tells nothing else of any tenant. They
-- run as their owner, whom the policies below let look; the working roles see no more rows than before.

CREATE SCHEMA backlog;
GRANT USAGE ON SCHEMA backlog TO booking_app, booking_worker;

CREATE POLICY backlog_looks ON outbox_messages FOR SELECT TO booking_owner USING (true);
CREATE POLICY backlog_looks ON holds FOR SELECT TO booking_owner USING (true);
CREATE POLICY backlog_looks ON refunds FOR SELECT TO booking_owner USING (true);
CREATE POLICY backlog_looks ON receipts FOR SELECT TO booking_owner USING (true);
CREATE POLICY backlog_looks ON disruption_cases FOR SELECT TO booking_owner USING (true);
CREATE POLICY backlog_looks ON rides FOR SELECT TO booking_owner USING (true);
CREATE POLICY backlog_looks ON waitlist_entries FOR SELECT TO booking_owner USING (true);
CREATE POLICY backlog_looks ON webhook_endpoints FOR SELECT TO booking_owner USING (true);
CREATE POLICY backlog_looks ON webhook_deliveries FOR SELECT TO booking_owner USING (true);

CREATE INDEX refunds_to_pay ON refunds (tenant_id, requested_at) WHERE settled_at IS NULL;
CREATE INDEX receipts_to_store ON receipts (tenant_id, issued_at) WHERE stored_at IS NULL;
CREATE INDEX waitlist_entries_to_settle ON waitlist_entries (tenant_id, offer_expires_at) WHERE status = 'offered';

-- From 1,000 a tenant on, how many more there are makes no difference.

CREATE FUNCTION backlog.outbox(OUT waiting bigint, OUT age double precision) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), extract(epoch FROM clock_timestamp() - min(occurred_at))
    FROM (SELECT occurred_at FROM outbox_messages WHERE published_at IS NULL ORDER BY position LIMIT 10000) AS due
$$;

CREATE FUNCTION backlog.holds(OUT waiting bigint, OUT age double precision) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), extract(epoch FROM clock_timestamp() - min(due.expires_at)) FROM tenants t CROSS JOIN LATERAL (
        SELECT h.expires_at FROM holds h WHERE h.tenant_id = t.id AND h.status = 'active' AND h.expires_at <= clock_timestamp() ORDER BY h.expires_at LIMIT 1000) AS due
$$;

CREATE FUNCTION backlog.refunds(OUT waiting bigint, OUT age double precision) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), extract(epoch FROM clock_timestamp() - min(due.requested_at)) FROM tenants t CROSS JOIN LATERAL (
        SELECT r.requested_at FROM refunds r WHERE r.tenant_id = t.id AND r.settled_at IS NULL ORDER BY r.requested_at LIMIT 1000) AS due
$$;

CREATE FUNCTION backlog.receipts(OUT waiting bigint, OUT age double precision) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), extract(epoch FROM clock_timestamp() - min(due.issued_at)) FROM tenants t CROSS JOIN LATERAL (
        SELECT r.issued_at FROM receipts r WHERE r.tenant_id = t.id AND r.stored_at IS NULL ORDER BY r.issued_at LIMIT 1000) AS due
$$;

CREATE FUNCTION backlog.cases(OUT waiting bigint, OUT age double precision) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), extract(epoch FROM clock_timestamp() - min(due.deadline)) FROM tenants t CROSS JOIN LATERAL (
        SELECT d.deadline FROM disruption_cases d WHERE d.tenant_id = t.id AND d.status = 'open' AND d.deadline <= clock_timestamp() ORDER BY d.deadline LIMIT 1000) AS due
$$;

CREATE FUNCTION backlog.rides(OUT waiting bigint, OUT age double precision) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), extract(epoch FROM clock_timestamp() - min(due.due_at)) FROM tenants t CROSS JOIN LATERAL (
        SELECT r.due_at FROM rides r WHERE r.tenant_id = t.id AND r.status = 'waiting' AND r.due_at <= clock_timestamp() ORDER BY r.due_at LIMIT 1000) AS due
$$;

-- The hold decides when an offer is over: its time may have been extended.
CREATE FUNCTION backlog.waitlist(OUT waiting bigint, OUT age double precision) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), extract(epoch FROM clock_timestamp() - min(due.expires_at)) FROM tenants t CROSS JOIN LATERAL (
        SELECT h.expires_at FROM waitlist_entries e JOIN holds h ON h.tenant_id = e.tenant_id AND h.id = e.hold_id
        WHERE e.tenant_id = t.id AND e.status = 'offered' AND e.offer_expires_at <= clock_timestamp() AND h.expires_at <= clock_timestamp()
        ORDER BY e.offer_expires_at LIMIT 1000) AS due
$$;

CREATE FUNCTION backlog.webhooks(OUT waiting bigint, OUT age double precision) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), extract(epoch FROM clock_timestamp() - min(due.next_attempt_at)) FROM webhook_endpoints e CROSS JOIN LATERAL (
        SELECT d.next_attempt_at FROM webhook_deliveries d
        WHERE d.tenant_id = e.tenant_id AND d.endpoint_id = e.id AND d.status = 'pending' AND d.next_attempt_at <= clock_timestamp()
        ORDER BY d.next_attempt_at LIMIT 1000) AS due
    WHERE e.status = 'active'
$$;
