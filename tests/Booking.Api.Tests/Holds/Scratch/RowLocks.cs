namespace Booking.Api.Tests.Holds.Scratch;

/// <summary>Takes away what keeps two writers of one row apart: it is not locked when it is read, and has the same version for everybody who writes it.</summary>
internal static class RowLocks
{
    public static Task WithoutLocksOfAsync(this ScratchApp app, string table, IReadOnlyList<string> written, Func<Task> run) => app.WithoutAsync(
        $$"""
        ALTER TABLE {{table}} RENAME TO {{table}}_locked;
        CREATE FUNCTION {{table}}_unlocked() RETURNS SETOF {{table}}_locked LANGUAGE plpgsql STABLE AS $$ BEGIN
            RETURN QUERY SELECT (jsonb_populate_record(b, '{"version": 1}')).* FROM {{table}}_locked b;
        END $$;
        CREATE VIEW {{table}} WITH (security_invoker) AS SELECT * FROM {{table}}_unlocked();
        GRANT SELECT, UPDATE ON {{table}} TO booking_app, booking_worker;
        CREATE FUNCTION {{table}}_overwrite() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE {{table}}_locked SET ({{string.Join(", ", written)}}) = ROW({{string.Join(", ", written.Select(column => $"NEW.{column}"))}}) WHERE tenant_id = OLD.tenant_id AND id = OLD.id;
            RETURN NEW;
        END $$;
        CREATE TRIGGER {{table}}_overwrite INSTEAD OF UPDATE ON {{table}} FOR EACH ROW EXECUTE FUNCTION {{table}}_overwrite();
        """,
        $"DROP VIEW {table}; DROP FUNCTION {table}_overwrite; DROP FUNCTION {table}_unlocked; ALTER TABLE {table}_locked RENAME TO {table};",
        run);

    public static Task WithoutLocksOfBookingsAsync(this ScratchApp app, Func<Task> run) => app.WithoutLocksOfAsync(
        "bookings", ["status", "items", "sold", "price", "passengers", "cancellation_policy", "starts_at", "ends_at", "check_in_by", "offering_ids"], run);

    public static Task WithoutLocksOfPaymentsAsync(this ScratchApp app, Func<Task> run) => app.WithoutLocksOfAsync(
        "payments", ["status", "refund_requested_amount", "refunded_amount", "succeeded_at"], run);
}
