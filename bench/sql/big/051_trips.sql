-- title: trips (40 seats and more each)
-- rows: 25000
-- chunk: 500
INSERT INTO trips ({columns:trips})
SELECT {columns:r} FROM (
    SELECT (jsonb_populate_record(NULL::trips, to_jsonb(t) || jsonb_build_object(
        'tenant_id', {tenant}, 'id', md5('trip' || i)::uuid, 'route_id', md5('route' || i % 100)::uuid, 'bus_id', md5('bus' || i % 100)::uuid, 'schedule_id', null, 'schedule_date', null,
        'departs_at', date_trunc('day', now()) + interval '1 day' + (i / 100) * interval '3 hours', 'status', 'scheduled'))).*
    FROM (SELECT * FROM trips WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') ORDER BY id LIMIT 1) t, generate_series({from}, {to} - 1) AS i) r;
