-- Row level security is looked at before functions that are not trusted, lower() among them: what a search compares is a column as it stands.

ALTER TABLE cars NO FORCE ROW LEVEL SECURITY;
UPDATE cars SET class = lower(class) WHERE class <> lower(class);
ALTER TABLE cars FORCE ROW LEVEL SECURITY;
DROP INDEX cars_class;
CREATE INDEX cars_class ON cars (tenant_id, class, id) WHERE is_active;

ALTER TABLE venues
    ADD COLUMN city_key text NOT NULL DEFAULT '',
    ADD COLUMN words text NOT NULL DEFAULT '';
ALTER TABLE venues NO FORCE ROW LEVEL SECURITY;
UPDATE venues SET
    city_key = lower(regexp_replace(normalize(city, NFD), '[\u0300-\u036f]', '', 'g')),
    words = lower(regexp_replace(normalize(name || ' ' || description || ' ' || city, NFD), '[\u0300-\u036f]', '', 'g'));
ALTER TABLE venues FORCE ROW LEVEL SECURITY;
ALTER TABLE venues ALTER COLUMN city_key DROP DEFAULT, ALTER COLUMN words DROP DEFAULT;
DROP INDEX venues_city, venues_text;
CREATE INDEX venues_city ON venues (tenant_id, city_key, id) WHERE is_active;
CREATE INDEX venues_text ON venues USING gin (tenant_id, words gin_trgm_ops) WHERE is_active;

CREATE INDEX services_by_provider ON services USING gin (provider_ids) WHERE is_active;
