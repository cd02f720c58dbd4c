-- Occupancy: legs of trips that were sold, and what is used found by its offering or its day.

ALTER TABLE daily_use ADD COLUMN legs bigint NOT NULL DEFAULT 0;
CREATE INDEX daily_use_of_offering ON daily_use (tenant_id, offering_id, day);
CREATE INDEX trips_by_day ON trips (tenant_id, departs_at, id);
CREATE INDEX class_sessions_by_start ON class_sessions (tenant_id, starts_at, id);
CREATE INDEX event_seats_on_sale ON event_seats (tenant_id, event_id) WHERE NOT is_blocked;
