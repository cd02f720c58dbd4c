-- title: stars of cars and events
-- rows: 20000
-- chunk: 5000
INSERT INTO rating_totals (tenant_id, subject_id, stars, count)
SELECT {tenant}, md5(CASE WHEN i % 2 = 0 THEN 'car' ELSE 'event' END || i / 2)::uuid, 10 * (1 + i % 5) + i % 7, 10 + i % 7
FROM generate_series({from}, {to} - 1) AS i;
