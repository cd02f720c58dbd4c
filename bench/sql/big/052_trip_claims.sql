-- title: sold seats of trips
-- rows: 25000
-- chunk: 250
INSERT INTO leg_claims (tenant_id, id, hold_id, item, lock_key, trip_id, seat, from_stop, to_stop, state)
SELECT {tenant}, gen_random_uuid(), gen_random_uuid(), 0, 0, md5('trip' || i)::uuid, n || 'A', leg * 3, leg * 3 + 3, 'booked'
FROM generate_series({from}, {to} - 1) AS i, generate_series(1, 6) AS n, generate_series(0, 1) AS leg;
