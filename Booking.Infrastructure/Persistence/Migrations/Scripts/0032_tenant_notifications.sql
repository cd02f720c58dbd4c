-- How a tenant tells those who have chosen nothing else; what is null is as the installation has it.

ALTER TABLE tenants
    ADD COLUMN notification_language text,
    ADD COLUMN notification_time_zone text,
    ADD COLUMN reminder_minutes integer[],
    ADD COLUMN quiet_from time,
    ADD COLUMN quiet_to time,
    ADD CHECK ((quiet_from IS NULL) = (quiet_to IS NULL));
GRANT UPDATE (notification_language, notification_time_zone, reminder_minutes, quiet_from, quiet_to) ON tenants TO booking_app;
