-- title: ratings, cases, vouchers
-- rows: 100000
-- chunk: 5000
WITH rated AS (
    INSERT INTO ratings (tenant_id, id, booking_id, item, kind, offering_id, provider_id, customer_id, author, stars, comment, created_at, version)
    SELECT {tenant}, gen_random_uuid(), md5('booking' || i)::uuid, 0, 'service', md5('service' || i % 5000)::uuid, md5('provider' || i % 5000)::uuid, md5('user' || i % 1000)::uuid, 'Customer', 1 + i % 5, '', now() - i * interval '1 minute', 1
    FROM generate_series({from}, {to} - 1) AS i),
cased AS (
    INSERT INTO disruption_cases (tenant_id, id, booking_id, disruption_id, customer_id, kind, offering_id, title, disruption, items, status, deadline, created_at, resolved_at, version)
    SELECT {tenant}, md5('case' || i)::uuid, md5('booking' || i)::uuid, md5('disruption' || i / 50)::uuid, md5('user' || i % 1000)::uuid, 'trip', md5('trip' || i / 50)::uuid, 'Trip', 'delayed', '[]',
        CASE WHEN i % 10 = 0 THEN 'open' ELSE 'accepted' END, now() + interval '1 day', now() - i * interval '1 minute', CASE WHEN i % 10 = 0 THEN NULL ELSE now() END, 1
    FROM generate_series({from}, {to} - 1) AS i)
INSERT INTO vouchers (tenant_id, id, code, batch_id, label, kind, rate, amount, kinds, offering_ids, min_order, is_active, version)
SELECT {tenant}, md5('voucher' || i)::uuid, 'BIG-' || i, md5('batch' || i / 1000)::uuid, 'Ten percent', 'percent', 1000, 0, '{}', '{}', 0, true, 1
FROM generate_series({from}, {to} - 1) AS i;
