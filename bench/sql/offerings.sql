-- What the API is measured on, in tenant demo beside the demo data. Written by the superuser, whom row level security does not bind.

-- Seats for hold and booking pairs: three events of 20,000.
INSERT INTO events (tenant_id, id, title, description, category, venue_name, city, latitude, longitude, time_zone, starts_at, ends_at, seating, status, hold_minutes, version)
SELECT t.id, gen_random_uuid(), e.title, '', 'bench', 'Bench hall', 'Hamburg', 53.55, 9.99, 'Europe/Berlin', now() + interval '200 days', now() + interval '201 days', e.seating, 'published', 15, 1
FROM tenants t, (VALUES ('Bench seats 1', 'reserved'), ('Bench seats 2', 'reserved'), ('Bench seats 3', 'reserved'),
                        ('Bench hot seat', 'reserved'), ('Bench seat map', 'reserved'), ('Bench pool', 'general')) AS e (title, seating)
WHERE t.slug = 'demo';

INSERT INTO pools (tenant_id, id, capacity) SELECT tenant_id, id, 1000000 FROM events WHERE title = 'Bench pool';

INSERT INTO ticket_types (tenant_id, id, event_id, name, price_amount, price_currency, tax_rate, pool_id, capacity, max_per_order, sort_order)
SELECT tenant_id, gen_random_uuid(), id, 'Standard', 4500, 'EUR', 700, CASE WHEN seating = 'general' THEN id END, CASE WHEN seating = 'general' THEN 1000000 ELSE 20000 END, 10, 1
FROM events WHERE category = 'bench';

INSERT INTO event_seats (tenant_id, event_id, seat, section, row, number, ticket_type_id, x, y, is_accessible, is_blocked)
SELECT e.tenant_id, e.id, 'R' || r || '-' || n, 'Stalls', 'R' || r, n, t.id, n, r, false, false
FROM events e JOIN ticket_types t ON t.tenant_id = e.tenant_id AND t.event_id = e.id,
     generate_series(1, CASE WHEN e.title LIKE 'Bench seats %' THEN 400 WHEN e.title = 'Bench seat map' THEN 40 ELSE 1 END) AS r,
     generate_series(1, CASE WHEN e.title = 'Bench hot seat' THEN 1 ELSE 50 END) AS n
WHERE e.category = 'bench' AND e.seating = 'reserved';

INSERT INTO seat_claims (tenant_id, id, hold_id, item, lock_key, event_id, seat, state)
SELECT s.tenant_id, gen_random_uuid(), gen_random_uuid(), 0, 0, s.event_id, s.seat, 'booked'
FROM event_seats s JOIN events e ON e.tenant_id = s.tenant_id AND e.id = s.event_id WHERE e.title = 'Bench seat map' AND s.number % 2 = 0;

-- Fifty halls to book, fifty to look at; always open, no buffers.
INSERT INTO venues (tenant_id, id, name, description, city, city_key, words, address, latitude, longitude, time_zone, capacity, features, currency, price_per_hour, price_per_day, tax_rate,
                    hours, buffer_before_minutes, buffer_after_minutes, min_minutes, max_minutes, hold_minutes, is_active, version)
SELECT t.id, gen_random_uuid(), format('Bench %s hall %s', u.use, n), '', 'Hamburg', 'hamburg', 'bench hall hamburg', 'Speicherstadt 1', 53.55, 9.99, 'Europe/Berlin', 200, '{}', 'EUR', 9000, 60000, 1900,
       '[]', 0, 0, 60, 10080, 15, true, 1
FROM tenants t, generate_series(1, 50) AS n, (VALUES ('slot'), ('read')) AS u (use) WHERE t.slug = 'demo';

INSERT INTO slot_claims (tenant_id, id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state)
SELECT v.tenant_id, gen_random_uuid(), 0, 0, v.id, start, start + interval '2 hours', start, start + interval '2 hours', 'booked'
FROM venues v, generate_series(1, 8) AS n, LATERAL (SELECT date_trunc('hour', now()) + n * interval '20 hours' AS start) AS at WHERE v.name LIKE 'Bench read hall %';

ANALYZE;
