-- Every later migration that makes a table with tenant_id calls this for it: row level security that fails closed,
-- and the rights of the two working roles.

CREATE PROCEDURE secure_tenant_table(t regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
    EXECUTE format(
        'CREATE POLICY own_tenant ON %s USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)
         WITH CHECK (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO booking_app, booking_worker', t);
END $$;
REVOKE ALL ON PROCEDURE secure_tenant_table FROM PUBLIC;
