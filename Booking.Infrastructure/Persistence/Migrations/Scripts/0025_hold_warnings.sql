-- Owners are warned once of each end of a hold.

ALTER TABLE holds ADD COLUMN warned_at timestamptz;
CREATE INDEX holds_unwarned ON holds (tenant_id, expires_at) WHERE status = 'active' AND warned_at IS NULL;
