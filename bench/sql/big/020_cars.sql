-- title: cars
-- rows: 10000
-- chunk: 1000
INSERT INTO cars ({columns:cars})
SELECT {columns:r} FROM (
    SELECT (jsonb_populate_record(NULL::cars, to_jsonb(c) || jsonb_build_object(
        'tenant_id', {tenant}, 'id', md5('car' || i)::uuid, 'owner_id', null, 'name', 'Car ' || i, 'class', (ARRAY['compact', 'sedan', 'suv', 'van', 'luxury'])[1 + i % 5], 'seats', 4 + i % 6,
        'city', 'City ' || i % 50, 'latitude', 45 + (i % 50) / 5.0 + (i % 97) / 1000.0, 'longitude', 5 + (i % 50) / 4.0 + (i % 89) / 1000.0))).*
    FROM (SELECT * FROM cars WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') ORDER BY id LIMIT 1) c, generate_series({from}, {to} - 1) AS i) r;
