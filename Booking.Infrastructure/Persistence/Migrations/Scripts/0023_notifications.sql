-- What people are told: one row for each message, person and channel; how they want to be told; and tenants' own words.

CREATE TABLE notifications (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    kind text NOT NULL,
    category text NOT NULL CHECK (category IN ('transactional', 'reminders', 'marketing')),
    channel text NOT NULL CHECK (channel IN ('email', 'sms', 'whatsapp', 'push', 'inbox')),
    cause text NOT NULL,
    event_id uuid,
    happened_at timestamptz NOT NULL,
    booking_id uuid,
    part_id uuid,
    user_id uuid,
    recipient text NOT NULL,
    address text NOT NULL,
    name text NOT NULL,
    language text NOT NULL,
    "values" jsonb NOT NULL,
    link text NOT NULL,
    is_urgent boolean NOT NULL,
    status text NOT NULL CHECK (status IN ('pending', 'sent', 'failed', 'cancelled', 'suppressed')),
    reason text CHECK (reason IS NOT NULL OR status IN ('pending', 'sent')),
    provider_id text,
    subject text NOT NULL,
    text text NOT NULL,
    created_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    waits_until timestamptz,
    expires_at timestamptz,
    next_attempt_at timestamptz CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL)),
    attempt_count integer NOT NULL,
    attempts jsonb NOT NULL,
    sent_at timestamptz CHECK ((status = 'sent') = (sent_at IS NOT NULL)),
    read_at timestamptz,
    resend_of uuid,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, booking_id) REFERENCES bookings,
    FOREIGN KEY (tenant_id, user_id) REFERENCES users ON DELETE CASCADE
) WITH (fillfactor = 70);
-- Nobody is told twice of one thing on one channel; what was cancelled was not told.
CREATE UNIQUE INDEX notifications_once ON notifications (tenant_id, cause, recipient, channel) WHERE status <> 'cancelled';
CREATE INDEX notifications_due ON notifications (next_attempt_at) WHERE status = 'pending';
CREATE INDEX notifications_due_of_channel ON notifications (tenant_id, channel, next_attempt_at) WHERE status = 'pending';
CREATE INDEX notifications_inbox ON notifications (tenant_id, user_id, sent_at DESC, id DESC) WHERE channel = 'inbox' AND status = 'sent';
CREATE INDEX notifications_unread ON notifications (tenant_id, user_id, sent_at DESC, id DESC) WHERE channel = 'inbox' AND status = 'sent' AND read_at IS NULL;
CREATE INDEX notifications_of_booking ON notifications (tenant_id, booking_id, id DESC);
CREATE INDEX notifications_of_user ON notifications (tenant_id, user_id, id DESC);
CREATE INDEX notifications_by_status ON notifications (tenant_id, status, id DESC);
CREATE INDEX notifications_by_age ON notifications (tenant_id, created_at);
CALL secure_tenant_table('notifications');

-- The worker finds out who has work without asking tenant by tenant; it claims and writes as the tenant.
CREATE POLICY worker_looks ON notifications FOR SELECT TO booking_worker USING (true);

CREATE TABLE notification_preferences (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    language text,
    time_zone text,
    quiet_from time,
    quiet_to time,
    switches jsonb NOT NULL,
    sms_consent_at timestamptz,
    whatsapp_consent_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, id) REFERENCES users ON DELETE CASCADE,
    CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);
CALL secure_tenant_table('notification_preferences');

CREATE TABLE notification_templates (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    kind text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('email', 'sms', 'whatsapp', 'push', 'inbox')),
    language text NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    html text,
    changed_at timestamptz NOT NULL,
    changed_by uuid,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kind, channel, language)
);
CALL secure_tenant_table('notification_templates');

-- Who is told of what needs an admin.
CREATE INDEX users_admins ON users (tenant_id, id) WHERE 'admin' = ANY (roles);
