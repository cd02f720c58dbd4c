-- title: routes
-- rows: 100
-- chunk: 100
-- Eight stops each, a fare for every pair of them, and a bus of forty seats. A stop has one city wherever it is called at, and the last stop
-- of a line is the first of the next one: there one can change.
WITH operated AS (
    INSERT INTO operators ({columns:operators})
    SELECT {columns:r} FROM (
        SELECT (jsonb_populate_record(NULL::operators, to_jsonb(o) || jsonb_build_object('tenant_id', {tenant}, 'id', md5('operator' || i)::uuid, 'owner_id', null, 'code', 'OP' || i, 'name', 'Operator ' || i))).*
        FROM (SELECT * FROM operators WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') ORDER BY id LIMIT 1) o, generate_series({from}, {to} - 1) AS i) r),
routed AS (
    INSERT INTO routes ({columns:routes})
    SELECT {columns:r} FROM (
        SELECT (jsonb_populate_record(NULL::routes, to_jsonb(t) || jsonb_build_object('tenant_id', {tenant}, 'id', md5('route' || i)::uuid, 'operator_id', md5('operator' || i)::uuid, 'name', 'Line ' || i))).*
        FROM (SELECT * FROM routes WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') ORDER BY id LIMIT 1) t, generate_series({from}, {to} - 1) AS i) r),
bussed AS (
    INSERT INTO buses ({columns:buses})
    SELECT {columns:r} FROM (
        SELECT (jsonb_populate_record(NULL::buses, to_jsonb(b) || jsonb_build_object('tenant_id', {tenant}, 'id', md5('bus' || i)::uuid, 'operator_id', md5('operator' || i)::uuid, 'name', 'Bus ' || i))).*
        FROM (SELECT * FROM buses WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') ORDER BY id LIMIT 1) b, generate_series({from}, {to} - 1) AS i) r),
stopped AS (
    INSERT INTO stops ({columns:stops})
    SELECT {columns:r} FROM (
        SELECT (jsonb_populate_record(NULL::stops, to_jsonb(s) || jsonb_build_object(
            'tenant_id', {tenant}, 'id', md5('stop' || i || '/' || n)::uuid, 'route_id', md5('route' || i)::uuid, 'sequence', n, 'name', 'Stop ' || (i * 7 + n) % 400, 'city', 'City ' || (i * 7 + n) % 50,
            'name_key', 'stop ' || (i * 7 + n) % 400, 'city_key', 'city ' || (i * 7 + n) % 50,
            'arrives_after_minutes', n * 45, 'departs_after_minutes', n * 45 + 5))).*
        FROM (SELECT * FROM stops WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') ORDER BY id LIMIT 1) s, generate_series({from}, {to} - 1) AS i, generate_series(0, 7) AS n) r)
INSERT INTO fares ({columns:fares})
SELECT {columns:r} FROM (
    SELECT (jsonb_populate_record(NULL::fares, to_jsonb(f) || jsonb_build_object('tenant_id', {tenant}, 'id', gen_random_uuid(), 'route_id', md5('route' || i)::uuid,
        'from_stop_id', md5('stop' || i || '/' || a)::uuid, 'to_stop_id', md5('stop' || i || '/' || b)::uuid, 'class', c.class, 'amount', (b - a) * 600))).*
    FROM (SELECT * FROM fares WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') LIMIT 1) f,
         (SELECT DISTINCT class FROM fares WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo')) c,
         generate_series({from}, {to} - 1) AS i, generate_series(0, 6) AS a, generate_series(1, 7) AS b WHERE a < b) r;
