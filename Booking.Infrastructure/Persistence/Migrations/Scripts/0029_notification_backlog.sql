-- What is due to be told to people, counted as the other backlogs are.

CREATE POLICY backlog_looks ON notifications FOR SELECT TO booking_owner USING (true);

CREATE FUNCTION backlog.notifications(OUT waiting bigint, OUT age double precision) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), extract(epoch FROM clock_timestamp() - min(due.next_attempt_at))
    FROM (SELECT next_attempt_at FROM notifications WHERE status = 'pending' AND next_attempt_at <= clock_timestamp() ORDER BY next_attempt_at LIMIT 10000) AS due
$$;
