-- Who sells from a trip shares it with other sellers; who changes its bus, its times or its end has it alone. A seller asks before
-- reading the layout, so a seat cannot leave the bus between the look and the sale.

CREATE FUNCTION share_trips(tenant uuid, trips uuid[]) RETURNS bigint LANGUAGE sql AS $$
    SELECT count(*) FROM (SELECT 1 FROM trips t WHERE t.tenant_id = tenant AND t.id = ANY (trips) ORDER BY t.id FOR KEY SHARE) AS shared
$$;
