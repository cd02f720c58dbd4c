-- The series of a hall, for those who manage it.

CREATE INDEX venue_series_of_venue ON venue_series (tenant_id, venue_id, id);
