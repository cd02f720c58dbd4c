-- When a series, or occurrences of it together, were last changed: its version rises with every such change.
ALTER TABLE event_series ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();
