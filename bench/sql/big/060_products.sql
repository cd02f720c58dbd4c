-- title: products
-- rows: 20000
-- chunk: 2000
WITH pooled AS (
    INSERT INTO pools (tenant_id, id, capacity, sold) SELECT {tenant}, md5('stock' || i)::uuid, 1000, CASE WHEN i % 20 = 0 THEN 1000 ELSE i % 900 END FROM generate_series({from}, {to} - 1) AS i)
INSERT INTO products ({columns:products})
SELECT {columns:r} FROM (
    SELECT (jsonb_populate_record(NULL::products, to_jsonb(p) || jsonb_build_object('tenant_id', {tenant}, 'id', md5('product' || i)::uuid, 'owner_id', null, 'name', 'Product ' || i, 'category', 'Category ' || i % 40,
        'category_key', 'category ' || i % 40, 'pool_id', md5('stock' || i)::uuid, 'pool_ids', jsonb_build_array(md5('stock' || i)::uuid), 'price_amount', 500 + i % 200 * 50))).*
    FROM (SELECT * FROM products WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') ORDER BY id LIMIT 1) p, generate_series({from}, {to} - 1) AS i) r;
