-- The same transaction in one round trip: the most that one transaction per hold can reach.
\set n :n + 1
\set hold :n * :clients + :client_id
\startpipeline
BEGIN;
INSERT INTO holds (tenant_id, id, status, customer_id, created_at, expires_at, items, price, version)
VALUES (hall(0), hall(:hold::bigint), 'active', hall(:client_id::bigint), now(), now() + interval '15 minutes', '[{"kind":"ticket","title":"Bench","quantity":1}]', '{"total":{"amount":4500,"currency":"EUR"}}', 1);
INSERT INTO idempotency_keys VALUES (hall(0), hall(:client_id::bigint)::text, 'POST /holds', hall(:hold::bigint)::text, sha256('body'), '{"id":"hold","status":"active"}', now());
INSERT INTO outbox_messages (tenant_id, id, type, subject, data, occurred_at) VALUES (hall(0), gen_random_uuid(), 'hold.placed', hall(:hold::bigint), '{"items":1}', now());
UPDATE pools SET held = held + 1 WHERE tenant_id = hall(0) AND id = hall(1) AND held + sold + 1 <= capacity;
END;
\endpipeline
