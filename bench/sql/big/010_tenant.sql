-- title: tenant and customers
-- rows: 1000
-- chunk: 1000
-- Tenant `big` with the demo users and a thousand customers; everybody has the demo password.
WITH made AS (
    INSERT INTO tenants ({columns:tenants})
    SELECT {columns:r} FROM (SELECT (jsonb_populate_record(NULL::tenants, to_jsonb(t) || jsonb_build_object('id', {tenant}, 'slug', 'big', 'name', 'Big Bookings'))).* FROM tenants t WHERE slug = 'demo') r
    ON CONFLICT DO NOTHING RETURNING id)
INSERT INTO users ({columns:users})
SELECT {columns:r} FROM (
    SELECT (jsonb_populate_record(NULL::users, to_jsonb(u) || jsonb_build_object('tenant_id', {tenant}))).* FROM users u JOIN tenants d ON d.id = u.tenant_id AND d.slug = 'demo' WHERE {from} = 0
    UNION ALL
    SELECT (jsonb_populate_record(NULL::users, to_jsonb(u) || jsonb_build_object('tenant_id', {tenant}, 'id', md5('user' || i)::uuid, 'email', 'customer' || i || '@big.test', 'name', 'Customer ' || i))).*
    FROM users u JOIN tenants d ON d.id = u.tenant_id AND d.slug = 'demo', generate_series({from}, {to} - 1) AS i WHERE u.email = 'customer@demo.test') r;
