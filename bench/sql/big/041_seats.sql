-- title: named seats
-- rows: 100
-- chunk: 5
WITH made AS (
    INSERT INTO event_seats ({columns:event_seats})
    SELECT {columns:r} FROM (
        SELECT (jsonb_populate_record(NULL::event_seats, to_jsonb(s) || jsonb_build_object(
            'tenant_id', {tenant}, 'event_id', md5('event' || i * 100)::uuid, 'seat', 'R' || line || '-' || n, 'section', 'Stalls', 'row', 'R' || line, 'number', n, 'place', n,
            'ticket_type_id', md5('type' || i * 100 || '/' || 1 + line % 3)::uuid, 'x', n, 'y', line, 'is_accessible', false, 'is_blocked', false))).*
        FROM (SELECT * FROM event_seats WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'demo') ORDER BY event_id, seat LIMIT 1) s,
             generate_series({from}, {to} - 1) AS i, generate_series(1, 40) AS line, generate_series(1, 50) AS n) r
    RETURNING event_id, seat, number)
INSERT INTO seat_claims (tenant_id, id, hold_id, item, lock_key, event_id, seat, state)
SELECT {tenant}, gen_random_uuid(), gen_random_uuid(), 0, 0, event_id, seat, 'booked' FROM made WHERE number % 2 = 0;
