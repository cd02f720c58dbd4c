-- Locks numbers until the transaction ends, one after the other as they stand: whoever takes several passes them ascending.
CREATE FUNCTION lock_in_order(keys bigint[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    key bigint;
BEGIN
    FOREACH key IN ARRAY keys LOOP
        PERFORM pg_advisory_xact_lock(key);
    END LOOP;
    RETURN cardinality(keys);
END $$;
