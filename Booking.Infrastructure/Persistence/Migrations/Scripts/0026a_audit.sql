-- Who has changed what: written with the change, or made of its event; never rewritten.

CREATE TABLE audit_entries (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'anonymous', 'system')),
    actor_id uuid CHECK ((actor_kind = 'user') = (actor_id IS NOT NULL)),
    actor_roles text[] NOT NULL,
    use_case text NOT NULL,
    action text NOT NULL CHECK (action IN ('created', 'changed', 'deleted', 'done')),
    subject_type text,
    subject_id uuid CHECK ((subject_id IS NULL) = (subject_type IS NULL)),
    changes jsonb NOT NULL,
    trace_id text,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_entries_by_time ON audit_entries (tenant_id, at DESC, id DESC);
CREATE INDEX audit_entries_of_subject ON audit_entries (tenant_id, subject_id, at DESC, id DESC) WHERE subject_id IS NOT NULL;
CREATE INDEX audit_entries_of_actor ON audit_entries (tenant_id, actor_id, at DESC, id DESC) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_entries_of_use_case ON audit_entries (tenant_id, use_case, at DESC, id DESC);
CALL secure_tenant_table('audit_entries');
REVOKE UPDATE, DELETE ON audit_entries FROM booking_app, booking_worker;

-- Of use cases whose audit entries are made of their events.
ALTER TABLE outbox_messages ADD COLUMN audit text;
