-- The trace that a delivery belongs to: its calls are made later, by whoever comes to it.

ALTER TABLE webhook_deliveries ADD COLUMN trace_parent text;
