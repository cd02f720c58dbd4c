-- One hour of one of fifty halls; no two clients ask for the same one.
\set n :n + 1
INSERT INTO slot_claims (tenant_id, id, hold_id, unit_id, blocked, state, expires_at)
SELECT hall(0), gen_random_uuid(), gen_random_uuid(), hall(slot % 50), tstzrange(start, start + interval '1 hour', '[)'), 'held', now() + interval '15 minutes'
FROM (SELECT :n::bigint * :clients::bigint + :client_id::bigint AS slot) AS numbered, LATERAL (SELECT timestamptz '2040-01-01 00:00Z' + slot / 50 * interval '1 hour' AS start) AS at;
