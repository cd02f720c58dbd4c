SELECT s.seat, s.section, s.row, s.number, s.price, coalesce(c.state, 'free') FROM read_seats s
LEFT JOIN read_seat_claims c ON c.tenant_id = s.tenant_id AND c.event_id = s.event_id AND c.seat = s.seat AND c.state IN ('held', 'booked')
WHERE s.tenant_id = hall(0) AND s.event_id = hall(1);
