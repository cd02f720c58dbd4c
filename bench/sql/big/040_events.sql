-- title: events
-- rows: 10000
-- chunk: 500
-- Every hundredth has 2,000 named seats.
WITH made AS (
    INSERT INTO events ({columns:events})
    SELECT {columns:r} FROM (
        SELECT (jsonb_populate_record(NULL::events, to_jsonb(e) || jsonb_build_object(
            'tenant_id', {tenant}, 'id', md5('event' || i)::uuid, 'owner_id', null, 'series_id', null,
            'title', (ARRAY['Jazz night', 'Symphony', 'Football', 'Street food', 'Theatre', 'Comedy evening', 'Marathon', 'Tech conference'])[1 + i % 8] || ' no. ' || i,
            'description', 'An evening with guest ' || i % 977 || ' and company.',
            'category', (ARRAY['concert', 'classical', 'sport', 'festival', 'theatre', 'comedy', 'sport', 'conference'])[1 + i % 8],
            'city', 'City ' || i % 50, 'venue_name', 'House ' || i % 300, 'latitude', 45 + (i % 50) / 5.0 + (i % 97) / 1000.0, 'longitude', 5 + (i % 50) / 4.0 + (i % 89) / 1000.0,
            'starts_at', now() + interval '1 day' + (i % 365) * interval '1 day' + (i % 10) * interval '1 hour', 'ends_at', now() + interval '1 day 3 hours' + (i % 365) * interval '1 day' + (i % 10) * interval '1 hour',
            'seating', CASE WHEN i % 100 = 0 THEN 'reserved' ELSE 'general' END, 'status', 'published'))).*
        FROM (SELECT * FROM events WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') AND seating = 'general' AND status = 'published' ORDER BY id LIMIT 1) e,
             generate_series({from}, {to} - 1) AS i) r),
pooled AS (
    INSERT INTO pools (tenant_id, id, capacity, sold)
    SELECT {tenant}, md5('type' || i || '/' || n)::uuid, 500, CASE WHEN i % 20 = 0 THEN 500 ELSE i % 400 END FROM generate_series({from}, {to} - 1) AS i, generate_series(1, 3) AS n)
INSERT INTO ticket_types ({columns:ticket_types})
SELECT {columns:r} FROM (
    SELECT (jsonb_populate_record(NULL::ticket_types, to_jsonb(t) || jsonb_build_object(
        'tenant_id', {tenant}, 'id', md5('type' || i || '/' || n)::uuid, 'event_id', md5('event' || i)::uuid, 'name', (ARRAY['Standard', 'Early bird', 'Premium'])[n], 'sort_order', n, 'capacity', 500,
        'pool_id', CASE WHEN i % 100 = 0 THEN null ELSE md5('type' || i || '/' || n)::uuid END, 'price_amount', 1500 + n * 1000 + i % 50 * 100))).*
    FROM (SELECT t.* FROM ticket_types t JOIN events e ON e.tenant_id = t.tenant_id AND e.id = t.event_id
          WHERE t.tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') AND e.seating = 'general' AND t.pool_id IS NOT NULL AND t.capacity = 1000 ORDER BY t.id LIMIT 1) t,
         generate_series({from}, {to} - 1) AS i, generate_series(1, 3) AS n) r;
