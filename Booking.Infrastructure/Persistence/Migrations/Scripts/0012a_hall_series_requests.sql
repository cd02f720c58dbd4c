-- Requests for the dates of one series.

ALTER TABLE venue_requests
    ADD COLUMN series_id uuid,
    ADD FOREIGN KEY (tenant_id, series_id) REFERENCES venue_series DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX venue_requests_of_series ON venue_requests (tenant_id, series_id, id) WHERE series_id IS NOT NULL;
