-- title: bookings
-- rows: 200000
-- chunk: 5000
WITH held AS (
    INSERT INTO holds (tenant_id, id, status, customer_id, created_at, expires_at, was_extended, hold_for, items, price, version)
    SELECT {tenant}, md5('hold' || i)::uuid, 'converted', md5('user' || i % 1000)::uuid, now() - i * interval '1 minute', now() - i * interval '1 minute' + interval '15 minutes', false, '15 minutes', '[]', '{}', 2
    FROM generate_series({from}, {to} - 1) AS i)
INSERT INTO bookings (tenant_id, id, number, hold_id, customer_id, status, customer, customer_email, passengers, items, metadata, cancellation_policy, price, starts_at, ends_at, offering_ids, created_at, version)
SELECT {tenant}, md5('booking' || i)::uuid, 'BIG-' || i, md5('hold' || i)::uuid, md5('user' || i % 1000)::uuid, (ARRAY['confirmed', 'completed', 'cancelled', 'expired'])[1 + i % 4],
    jsonb_build_object('name', 'Customer ' || i % 1000, 'email', 'customer' || i % 1000 || '@big.test'), 'customer' || i % 1000 || '@big.test', '[]', '[]', '{}', '{"tiers": []}',
    '{"total": {"amount": 1000, "currency": "EUR"}, "lines": [], "taxes": []}',
    now() - i * interval '1 minute' + interval '30 days', now() - i * interval '1 minute' + interval '30 days 3 hours', ARRAY[md5('car' || i % 10000)::uuid], now() - i * interval '1 minute', 2
FROM generate_series({from}, {to} - 1) AS i;
