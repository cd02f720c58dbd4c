-- title: class sessions
-- rows: 20000
-- chunk: 2000
-- Of the first thousand services, twenty each.
WITH pooled AS (
    INSERT INTO pools (tenant_id, id, capacity, sold) SELECT {tenant}, md5('session' || i)::uuid, 20, i % 21 FROM generate_series({from}, {to} - 1) AS i)
INSERT INTO class_sessions (tenant_id, id, service_id, provider_id, starts_at, ends_at, places, pool_id, status, version)
SELECT {tenant}, md5('session' || i)::uuid, md5('service' || i % 1000)::uuid, md5('provider' || i % 1000)::uuid,
    date_trunc('day', now()) + (1 + i / 1000) * interval '1 day' + interval '18 hours', date_trunc('day', now()) + (1 + i / 1000) * interval '1 day' + interval '19 hours', 20, md5('session' || i)::uuid, 'scheduled', 1
FROM generate_series({from}, {to} - 1) AS i;
