-- title: bookings
-- rows: 200000
-- chunk: 5000
WITH held AS (
    INSERT INTO holds (tenant_id, id, status, customer_id, created_at, expires_at, was_extended, hold_for, items, price, version)
    SELECT {tenant}, md5('hold' || i)::uuid, 'converted', md5('user' || i % 1000)::uuid, now() - i * interval '1 minute', now() - i * interval '1 minute' + interval '15 minutes', false, '15 minutes', '[]', '{}', 2
    FROM generate_series({from}, {to} - 1) AS i)
INSERT INTO bookings ({columns:bookings})
SELECT {columns:r} FROM (
    SELECT (jsonb_populate_record(NULL::bookings, jsonb_build_object(
        'tenant_id', {tenant}, 'id', md5('booking' || i)::uuid, 'number', 'BIG-' || i, 'hold_id', md5('hold' || i)::uuid, 'customer_id', md5('user' || i % 1000)::uuid,
        'status', (ARRAY['confirmed', 'completed', 'cancelled', 'expired'])[1 + i % 4], 'customer', jsonb_build_object('name', 'Customer ' || i % 1000, 'email', 'customer' || i % 1000 || '@big.test'),
        'passengers', '[]'::jsonb, 'items', '[]'::jsonb, 'metadata', '{}'::jsonb, 'cancellation_policy', '{"tiers": []}'::jsonb,
        'price', '{"total": {"amount": 1000, "currency": "EUR"}, "lines": [], "taxes": []}'::jsonb,
        'created_at', now() - i * interval '1 minute', 'version', 2))).*
    FROM generate_series({from}, {to} - 1) AS i) r;
