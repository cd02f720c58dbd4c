-- A hold and its booking with every row that the API writes, one transaction each.
\set n :n + 1
\set hold :n * :clients + :client_id
BEGIN;
INSERT INTO seat_claims (tenant_id, id, hold_id, event_id, seat, state, expires_at)
VALUES (hall(0), gen_random_uuid(), hall(:hold::bigint), hall(1), 'R' || :client_id::bigint || '-' || :n::bigint, 'held', now() + interval '15 minutes');
INSERT INTO holds (tenant_id, id, status, customer_id, created_at, expires_at, items, price, version)
VALUES (hall(0), hall(:hold::bigint), 'active', hall(:client_id::bigint), now(), now() + interval '15 minutes', '[{"kind":"eventSeat","title":"Bench","quantity":1}]', '{"total":{"amount":4500,"currency":"EUR"}}', 1);
INSERT INTO idempotency_keys VALUES (hall(0), hall(:client_id::bigint)::text, 'POST /holds', hall(:hold::bigint)::text, sha256('body'), '{"id":"hold","status":"active"}', now());
INSERT INTO outbox_messages (tenant_id, id, type, subject, data, occurred_at) VALUES (hall(0), gen_random_uuid(), 'hold.placed', hall(:hold::bigint), '{"items":1}', now());
END;
BEGIN;
UPDATE holds SET status = 'converted', version = 2 WHERE tenant_id = hall(0) AND id = hall(:hold::bigint) AND status = 'active';
UPDATE seat_claims SET booking_id = hall(:hold::bigint) WHERE tenant_id = hall(0) AND hold_id = hall(:hold::bigint) AND state = 'held';
INSERT INTO bookings (tenant_id, id, number, hold_id, customer_id, status, customer, items, price, created_at, pay_before)
VALUES (hall(0), hall(:hold::bigint), 'BK-' || nextval('booking_numbers'), hall(:hold::bigint), hall(:client_id::bigint), 'awaiting_payment', '{"name":"Bench Buyer"}',
        '[{"kind":"eventSeat","title":"Bench","quantity":1}]', '{"total":{"amount":4500,"currency":"EUR"}}', now(), now() + interval '15 minutes');
INSERT INTO idempotency_keys VALUES (hall(0), hall(:client_id::bigint)::text, 'POST /bookings', hall(:hold::bigint)::text, sha256('body'), '{"id":"booking","status":"awaiting_payment"}', now());
INSERT INTO outbox_messages (tenant_id, id, type, subject, data, occurred_at) VALUES (hall(0), gen_random_uuid(), 'booking.awaiting_payment', hall(:hold::bigint), '{"items":1}', now());
END;
