-- What providers tell of messages that they have taken.

ALTER TABLE notifications
    ADD COLUMN delivery text CHECK (delivery IN ('delivered', 'read', 'undelivered')),
    ADD COLUMN delivery_reason text,
    ADD COLUMN delivery_told_at timestamptz CHECK ((delivery IS NULL) = (delivery_told_at IS NULL));
