\set h random(1, 50)
SELECT lower(blocked), upper(blocked), state FROM read_slot_claims
WHERE tenant_id = hall(0) AND unit_id = hall(:h::bigint) AND blocked && tstzrange(now(), now() + interval '7 days') AND state IN ('held', 'booked') ORDER BY blocked;
