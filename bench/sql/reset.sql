-- Before each run of pgbench: every run starts from the same, empty tables.
TRUNCATE pools, holds, bookings, seat_claims, slot_claims, idempotency_keys, outbox_messages;
INSERT INTO pools (tenant_id, id, capacity) VALUES (hall(0), hall(1), 100000000);
INSERT INTO seat_claims (tenant_id, id, hold_id, event_id, seat, state) VALUES (hall(0), hall(1), hall(1), hall(2), 'R1-1', 'booked');
