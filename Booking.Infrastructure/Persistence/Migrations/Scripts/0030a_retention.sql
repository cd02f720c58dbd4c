-- Quotes that nobody has taken, what scanners were told, and who was passed in a queue do not stay for ever.

CREATE INDEX cancellations_unused ON cancellations (tenant_id, expires_at) WHERE status = 'quoted';
CREATE INDEX changes_unused ON changes (tenant_id, expires_at) WHERE status = 'quoted';
CREATE INDEX ticket_scans_by_age ON ticket_scans (tenant_id, received_at);
CREATE INDEX waitlist_skips_by_age ON waitlist_skips (tenant_id, at);

-- A change that goes away is looked for among the payments.
CREATE INDEX payments_of_change ON payments (tenant_id, change_id) WHERE change_id IS NOT NULL;

-- What was confirmed, applied or paid stays whatever the worker asks for, and a scan as long as it can be told again.
GRANT DELETE ON cancellations, changes, ticket_scans, waitlist_skips TO booking_worker;
CREATE POLICY unused_quotes ON cancellations AS RESTRICTIVE FOR DELETE TO booking_worker USING (status = 'quoted' AND expires_at < clock_timestamp());
CREATE POLICY unused_quotes ON changes AS RESTRICTIVE FOR DELETE TO booking_worker USING (status = 'quoted' AND expires_at < clock_timestamp());
CREATE POLICY old_scans ON ticket_scans AS RESTRICTIVE FOR DELETE TO booking_worker USING (received_at < clock_timestamp() - interval '8 days');
