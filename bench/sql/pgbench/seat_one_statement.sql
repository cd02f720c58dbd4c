-- Never taken twice: every client counts its own seats.
\set n :n + 1
INSERT INTO seat_claims (tenant_id, id, hold_id, event_id, seat, state, expires_at)
VALUES (hall(0), gen_random_uuid(), gen_random_uuid(), hall(1), 'R' || :client_id::bigint || '-' || :n::bigint, 'held', now() + interval '15 minutes');
