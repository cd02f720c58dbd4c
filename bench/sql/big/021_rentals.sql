-- title: rentals of cars
-- rows: 10000
-- chunk: 500
INSERT INTO slot_claims (tenant_id, id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state)
SELECT {tenant}, gen_random_uuid(), 0, 0, md5('car' || i)::uuid, start, start + interval '8 hours', start, start + interval '9 hours', 'booked'
FROM generate_series({from}, {to} - 1) AS i, generate_series(1, 20) AS n, LATERAL (SELECT date_trunc('hour', now()) + n * interval '36 hours' + (i % 24) * interval '1 hour' AS start) AS at;
