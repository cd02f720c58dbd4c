-- Browsers that users want to be told in.

CREATE TABLE push_subscriptions (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    endpoint text NOT NULL CHECK (length(endpoint) <= 8000),
    public_key bytea NOT NULL CHECK (length(public_key) = 65),
    auth_secret bytea NOT NULL CHECK (length(auth_secret) = 16),
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    -- A browser tells one user.
    UNIQUE (tenant_id, endpoint),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users
);
CREATE INDEX push_subscriptions_of_user ON push_subscriptions (tenant_id, user_id, id);
CALL secure_tenant_table('push_subscriptions');
