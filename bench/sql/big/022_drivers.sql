-- title: drivers
-- rows: 1000
-- chunk: 1000
WITH driving AS (
    INSERT INTO drivers ({columns:drivers})
    SELECT {columns:r} FROM (
        SELECT (jsonb_populate_record(NULL::drivers, to_jsonb(d) || jsonb_build_object('tenant_id', {tenant}, 'id', md5('driver' || i)::uuid, 'user_id', md5('user' || i)::uuid, 'name', 'Driver ' || i, 'is_active', true,
            'latitude', 45 + (i % 50) / 5.0, 'longitude', 5 + (i % 50) / 4.0))).*
        FROM (SELECT * FROM drivers WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') ORDER BY id LIMIT 1) d, generate_series({from}, {to} - 1) AS i) r)
INSERT INTO driver_locations (tenant_id, driver_id, latitude, longitude, recorded_at, received_at)
SELECT {tenant}, md5('driver' || i)::uuid, 45 + (i % 50) / 5.0, 5 + (i % 50) / 4.0, now(), now() FROM generate_series({from}, {to} - 1) AS i;
