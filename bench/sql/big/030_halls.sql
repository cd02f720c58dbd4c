-- title: halls
-- rows: 5000
-- chunk: 1000
INSERT INTO venues ({columns:venues})
SELECT {columns:r} FROM (
    SELECT (jsonb_populate_record(NULL::venues, to_jsonb(v) || jsonb_build_object(
        'tenant_id', {tenant}, 'id', md5('hall' || i)::uuid, 'owner_id', null, 'name', 'Hall ' || i, 'city', 'City ' || i % 50, 'city_key', 'city ' || i % 50, 'words', 'hall ' || i || ' city ' || i % 50, 'capacity', 20 + i % 500,
        'latitude', 45 + (i % 50) / 5.0 + (i % 97) / 1000.0, 'longitude', 5 + (i % 50) / 4.0 + (i % 89) / 1000.0))).*
    FROM (SELECT * FROM venues WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') ORDER BY id LIMIT 1) v, generate_series({from}, {to} - 1) AS i) r;
