-- title: services
-- rows: 5000
-- chunk: 1000
WITH staffed AS (
    INSERT INTO providers ({columns:providers})
    SELECT {columns:r} FROM (
        SELECT (jsonb_populate_record(NULL::providers, to_jsonb(p) || jsonb_build_object('tenant_id', {tenant}, 'id', md5('provider' || i)::uuid, 'user_id', null, 'owner_id', null, 'name', 'Provider ' || i))).*
        FROM (SELECT * FROM providers WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') ORDER BY id LIMIT 1) p, generate_series({from}, {to} - 1) AS i) r)
INSERT INTO services ({columns:services})
SELECT {columns:r} FROM (
    SELECT (jsonb_populate_record(NULL::services, to_jsonb(s) || jsonb_build_object('tenant_id', {tenant}, 'id', md5('service' || i)::uuid, 'owner_id', null, 'name', 'Service ' || i, 'city', 'City ' || i % 50,
        'city_key', 'city ' || i % 50, 'category', 'Category ' || i % 40, 'category_key', 'category ' || i % 40, 'provider_ids', jsonb_build_array(md5('provider' || i)::uuid)))).*
    FROM (SELECT * FROM services WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') ORDER BY id LIMIT 1) s, generate_series({from}, {to} - 1) AS i) r;
