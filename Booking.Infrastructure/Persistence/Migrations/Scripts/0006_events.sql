-- What organisers write of events, ticket types with pools and sale windows, access codes, series, and the search.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Accents are taken off where the server has unaccent; elsewhere they count.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS unaccent;
    CREATE FUNCTION search_text(t text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
        AS 'SELECT lower(public.unaccent(''public.unaccent''::regdictionary, t))';
EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege THEN
    CREATE FUNCTION search_text(t text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT lower(t)';
END $$;

-- The last word counts as the beginning of one, so that a search finds something while it is being typed.
CREATE FUNCTION search_query(t text) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN numnode(q) = 0 THEN q ELSE (q::text || ':*')::tsquery END FROM (SELECT websearch_to_tsquery('simple', public.search_text(t)) AS q) AS parsed
$$;

CREATE TABLE event_series (
    tenant_id uuid NOT NULL REFERENCES tenants,
    id uuid NOT NULL,
    owner_id uuid,
    template_id uuid NOT NULL,
    rule text NOT NULL,
    starts_local text NOT NULL,
    time_zone text NOT NULL,
    excluded text[] NOT NULL,
    added text[] NOT NULL,
    created_until text NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES users,
    FOREIGN KEY (tenant_id, template_id) REFERENCES events
);
CALL secure_tenant_table('event_series');

ALTER TABLE events
    ADD COLUMN owner_id uuid,
    ADD COLUMN series_id uuid,
    ADD COLUMN occurrence text,
    ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
    ADD COLUMN pictures text[] NOT NULL DEFAULT '{}',
    ADD COLUMN doors_at timestamptz,
    ADD COLUMN minimum_age integer CHECK (minimum_age BETWEEN 0 AND 120),
    ADD COLUMN cancellation_policy jsonb NOT NULL DEFAULT '{"tiers":[{"hoursBefore":48,"refundPercent":100},{"hoursBefore":24,"refundPercent":50}]}',
    ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now(),
    -- Kept by triggers: what is searched, and the lowest price that everybody can see.
    ADD COLUMN search tsvector NOT NULL DEFAULT '',
    ADD COLUMN search_words text NOT NULL DEFAULT '',
    -- In small letters; under row level security an index serves a comparison of columns, but none of lower(…).
    ADD COLUMN category_key text NOT NULL DEFAULT '',
    ADD COLUMN city_key text NOT NULL DEFAULT '',
    ADD COLUMN price_from bigint,
    ADD COLUMN price_currency text,
    ADD FOREIGN KEY (tenant_id, owner_id) REFERENCES users,
    ADD FOREIGN KEY (tenant_id, series_id) REFERENCES event_series;
CREATE UNIQUE INDEX events_of_series ON events (tenant_id, series_id, occurrence) WHERE series_id IS NOT NULL;

ALTER TABLE ticket_types
    ADD COLUMN description text NOT NULL DEFAULT '',
    ADD COLUMN shared_pool_ids uuid[] NOT NULL DEFAULT '{}',
    ADD COLUMN min_per_order integer NOT NULL DEFAULT 1 CHECK (min_per_order > 0),
    ADD COLUMN sale_from timestamptz,
    ADD COLUMN sale_until timestamptz,
    ADD COLUMN closes_minutes_before integer CHECK (closes_minutes_before >= 0),
    ADD COLUMN is_hidden boolean NOT NULL DEFAULT false,
    ADD COLUMN tier_of uuid,
    ADD COLUMN tier integer NOT NULL DEFAULT 0,
    ADD COLUMN is_active boolean NOT NULL DEFAULT true,
    ADD CHECK (max_per_order >= min_per_order),
    ADD CHECK (sale_until > sale_from),
    ADD FOREIGN KEY (tenant_id, tier_of) REFERENCES ticket_types;
CREATE UNIQUE INDEX ticket_types_tiers ON ticket_types (tenant_id, tier_of, tier) WHERE tier_of IS NOT NULL;

CREATE TABLE event_pools (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    event_id uuid NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, id) REFERENCES pools,
    FOREIGN KEY (tenant_id, event_id) REFERENCES events
);
CREATE INDEX event_pools_of_event ON event_pools (tenant_id, event_id);
CALL secure_tenant_table('event_pools');

CREATE TABLE access_codes (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    event_id uuid NOT NULL,
    label text NOT NULL,
    hash bytea NOT NULL,
    ticket_type_ids uuid[] NOT NULL,
    pool_id uuid,
    is_active boolean NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, event_id, hash),
    FOREIGN KEY (tenant_id, event_id) REFERENCES events,
    FOREIGN KEY (tenant_id, pool_id) REFERENCES pools
);
CALL secure_tenant_table('access_codes');

-- Search --------------------------------------------------------------------

CREATE FUNCTION keep_event_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search :=
        setweight(to_tsvector('simple', public.search_text(NEW.title)), 'A')
        || setweight(to_tsvector('simple', public.search_text(array_to_string(NEW.tags, ' ') || ' ' || NEW.category)), 'B')
        || setweight(to_tsvector('simple', public.search_text(NEW.venue_name || ' ' || NEW.city)), 'B')
        || setweight(to_tsvector('simple', public.search_text(NEW.description)), 'D');
    NEW.search_words := public.search_text(NEW.title || ' ' || NEW.venue_name || ' ' || NEW.city);
    NEW.category_key := lower(NEW.category);
    NEW.city_key := lower(NEW.city);
    RETURN NEW;
END $$;
CREATE TRIGGER events_search BEFORE INSERT OR UPDATE OF title, description, category, tags, venue_name, city ON events
    FOR EACH ROW EXECUTE FUNCTION keep_event_search();

CREATE FUNCTION keep_event_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE events e SET (price_from, price_currency) = (
        SELECT min(t.price_amount), min(t.price_currency) FROM ticket_types t
        WHERE t.tenant_id = e.tenant_id AND t.event_id = e.id AND t.is_active AND NOT t.is_hidden)
    WHERE e.tenant_id = NEW.tenant_id AND e.id = NEW.event_id;
    RETURN NULL;
END $$;
CREATE TRIGGER ticket_types_price AFTER INSERT OR UPDATE OF price_amount, price_currency, is_hidden, is_active ON ticket_types
    FOR EACH ROW EXECUTE FUNCTION keep_event_price();

-- What is there already. The owner is bound to row level security like everybody else, and sees no tenant's rows here.
ALTER TABLE events NO FORCE ROW LEVEL SECURITY;
ALTER TABLE ticket_types NO FORCE ROW LEVEL SECURITY;
UPDATE events SET title = title;
UPDATE ticket_types SET is_active = is_active;
ALTER TABLE events FORCE ROW LEVEL SECURITY;
ALTER TABLE ticket_types FORCE ROW LEVEL SECURITY;

CREATE INDEX events_search ON events USING gin (tenant_id, search) WHERE status = 'published';
CREATE INDEX events_search_words ON events USING gin (tenant_id, search_words gin_trgm_ops) WHERE status = 'published';
CREATE INDEX events_by_category ON events (tenant_id, category_key, starts_at, id) WHERE status = 'published';
CREATE INDEX events_by_city ON events (tenant_id, city_key, starts_at, id) WHERE status = 'published';
CREATE INDEX events_by_price ON events (tenant_id, price_from, starts_at, id) WHERE status = 'published';
CREATE INDEX events_by_place ON events (tenant_id, latitude, longitude) WHERE status = 'published';
CREATE INDEX events_by_tag ON events USING gin (tenant_id, tags) WHERE status = 'published';
CREATE INDEX events_of_owner ON events (tenant_id, owner_id, starts_at, id);
CREATE INDEX events_managed ON events (tenant_id, starts_at, id);
