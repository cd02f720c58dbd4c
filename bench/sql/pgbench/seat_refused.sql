-- The one hot seat: taken, and everybody asks for it.
INSERT INTO seat_claims (tenant_id, id, hold_id, event_id, seat, state, expires_at)
VALUES (hall(0), gen_random_uuid(), gen_random_uuid(), hall(2), 'R1-1', 'held', now() + interval '15 minutes')
ON CONFLICT DO NOTHING;
