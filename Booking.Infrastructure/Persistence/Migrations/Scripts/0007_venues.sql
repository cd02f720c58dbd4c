-- Blackouts: time that the owner of a unit keeps. The claims with is_blackout, whose hold_id is the blackout's id, take it from everybody else.

CREATE TABLE blackouts (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    kind text NOT NULL,
    unit_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    time_zone text NOT NULL,
    repeats_until date,
    reason text NOT NULL,
    times jsonb NOT NULL,
    placed_by uuid,
    placed_at timestamptz NOT NULL,
    lifted_at timestamptz,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, placed_by) REFERENCES users
);
CREATE INDEX blackouts_of_unit ON blackouts (tenant_id, unit_id, id) WHERE lifted_at IS NULL;
CALL secure_tenant_table('blackouts');

-- What is sold inside a blackout keeps its time until it is given back; from that moment the blackout has it, whoever gave it back.
CREATE FUNCTION keep_blackouts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO slot_claims (tenant_id, id, hold_id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state, is_blackout)
    SELECT NEW.tenant_id, gen_random_uuid(), b.id, (t.n - 1)::int, NEW.lock_key, NEW.unit_id, lower(part), upper(part), lower(part), upper(part), 'booked', true
    FROM blackouts b
    CROSS JOIN LATERAL jsonb_array_elements(b.times) WITH ORDINALITY AS t (time, n)
    CROSS JOIN LATERAL (SELECT NEW.blocked * tstzrange((t.time ->> 'from')::timestamptz, (t.time ->> 'to')::timestamptz, '[)')) AS p (part)
    WHERE b.tenant_id = NEW.tenant_id AND b.unit_id = NEW.unit_id AND b.lifted_at IS NULL AND b.id IS DISTINCT FROM NEW.hold_id AND NOT isempty(part)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER keep_blackouts AFTER UPDATE OF state ON slot_claims FOR EACH ROW
    WHEN (OLD.state IN ('held', 'booked') AND NEW.state IN ('released', 'expired')) EXECUTE FUNCTION keep_blackouts();

-- The provider who manages the hall; null for one that only admins manage.
ALTER TABLE venues ADD COLUMN owner_id uuid;
ALTER TABLE venues ADD FOREIGN KEY (tenant_id, owner_id) REFERENCES users;
CREATE INDEX venues_of_owner ON venues (tenant_id, owner_id, id);
