-- title: bookings of halls
-- rows: 5000
-- chunk: 250
INSERT INTO slot_claims (tenant_id, id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state)
SELECT {tenant}, gen_random_uuid(), 0, 0, md5('hall' || i)::uuid, start, start + interval '3 hours', start, start + interval '3 hours', 'booked'
FROM generate_series({from}, {to} - 1) AS i, generate_series(1, 40) AS n, LATERAL (SELECT date_trunc('hour', now()) + n * interval '12 hours' + (i % 9) * interval '1 hour' AS start) AS at;
