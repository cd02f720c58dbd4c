-- What a tenant decides about itself: how prices and taxes go together, and the texts on its paper.

ALTER TABLE tenants
    ADD COLUMN tax_mode text NOT NULL DEFAULT 'inclusive' CHECK (tax_mode IN ('inclusive', 'exclusive')),
    ADD COLUMN tax_rounding text NOT NULL DEFAULT 'by_sum' CHECK (tax_rounding IN ('by_sum', 'by_line')),
    ADD COLUMN fee_tax_rate integer NOT NULL DEFAULT 1900 CHECK (fee_tax_rate BETWEEN 0 AND 10000),
    ADD COLUMN version bigint NOT NULL DEFAULT 1;

-- Everybody may look a tenant up; only its own requests change it, and never its id, slug or currency.
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_read ON tenants FOR SELECT USING (true);
CREATE POLICY own_change ON tenants FOR UPDATE TO booking_app
    USING (id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    WITH CHECK (id = nullif(current_setting('app.tenant_id', true), '')::uuid);
GRANT UPDATE (name, address, tax_number, allows_guests, tax_mode, tax_rounding, fee_tax_rate, version) ON tenants TO booking_app;
