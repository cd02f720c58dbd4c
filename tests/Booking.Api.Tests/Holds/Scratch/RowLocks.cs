namespace Booking.Api.Tests.Holds.Scratch;

/// <summary>Takes away what keeps two writers of one row apart: it is not locked when it is read, and has the same version for everybody who writes it.</summary>
internal static class RowLocks
{
    public static Task WithoutLocksOfAsync(this ScratchApp app, string table, IReadOnlyList<string> written, Func<Task> run) => app.WithoutAsync(
        $$"""
        ALTER TABLE {{table}} RENAME TO locked_rows;
        CREATE FUNCTION unlocked_rows() RETURNS SETOF locked_rows LANGUAGE plpgsql STABLE AS $$ BEGIN
            RETURN QUERY SELECT (jsonb_populate_record(b, '{"version": 1}')).* FROM locked_rows b;
        END $$;
        CREATE VIEW {{table}} WITH (security_invoker) AS SELECT * FROM unlocked_rows();
        GRANT SELECT, UPDATE ON {{table}} TO booking_app, booking_worker;
        CREATE FUNCTION overwrite_row() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE locked_rows SET ({{string.Join(", ", written)}}) = ROW({{string.Join(", ", written.Select(column => $"NEW.{column}"))}}) WHERE tenant_id = OLD.tenant_id AND id = OLD.id;
            RETURN NEW;
        END $$;
        CREATE TRIGGER overwrite_row INSTEAD OF UPDATE ON {{table}} FOR EACH ROW EXECUTE FUNCTION overwrite_row();
        """,
        $"DROP VIEW {table}; DROP FUNCTION overwrite_row; DROP FUNCTION unlocked_rows; ALTER TABLE locked_rows RENAME TO {table};",
        run);

    public static Task WithoutLocksOfBookingsAsync(this ScratchApp app, Func<Task> run) => app.WithoutLocksOfAsync(
        "bookings", ["status", "items", "sold", "price", "passengers", "cancellation_policy", "starts_at", "ends_at", "check_in_by", "offering_ids"], run);
}
