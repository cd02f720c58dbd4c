-- title: trips (40 seats and more each)
-- rows: 25000
-- chunk: 500
WITH driven AS (
INSERT INTO trips ({columns:trips})
SELECT {columns:r} FROM (
    SELECT (jsonb_populate_record(NULL::trips, to_jsonb(t) || jsonb_build_object(
        'tenant_id', {tenant}, 'id', md5('trip' || i)::uuid, 'route_id', md5('route' || i % 100)::uuid, 'bus_id', md5('bus' || i % 100)::uuid, 'schedule_id', null, 'local_date', null, 'driver_id', null,
        'departs_at', date_trunc('day', now()) + interval '1 day' + (i / 100) * interval '3 hours', 'status', 'scheduled'))).*
    FROM (SELECT * FROM trips WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') ORDER BY id LIMIT 1) t, generate_series({from}, {to} - 1) AS i) r
RETURNING tenant_id, id, route_id, departs_at)
INSERT INTO trip_stops (tenant_id, trip_id, sequence, stop_id, arrives_at, departs_at)
SELECT d.tenant_id, d.id, s.sequence, s.id, d.departs_at + s.arrives_after_minutes * interval '1 minute', d.departs_at + s.departs_after_minutes * interval '1 minute'
FROM driven d JOIN stops s ON s.tenant_id = d.tenant_id AND s.route_id = d.route_id;
