namespace Booking.Api.Tests.Tenants;

using Booking.Infrastructure.Messaging.Backlogs;
using Booking.Testing;
using Npgsql;
using Shouldly;
using Xunit;

/// <summary>What the database's own catalogue says about who may see which rows.</summary>
[Collection(BookingCollection.Name)]
public sealed class RowLevelSecurityTests(BookingApp app)
{
    private const string Policy = "own_tenant";
    private const string OfTenant = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)";

    /// <summary>What the functions of the backlogs count.</summary>
    private static readonly string[] Counted =
        ["conversion_deliveries", "disruption_cases", "holds", "notifications", "outbox_messages", "reassignments", "receipts", "refunds", "reported_events", "rides", "unreported_events", "waitlist_entries", "webhook_deliveries", "webhook_endpoints"];

    private static readonly string[] SeenAsDue = ["bookings", "schedules", "venue_requests"];

    private static readonly string[] DueFunctions = ["bookings", "conversions", "expiry", "reassignments", "rides", "schedules", "venue_requests", "waitlist", "warnings"];

    private static readonly string[] WorkingRoles = ["booking_app", "booking_worker"];

    [Fact]
    public async Task Tables_WhenListed_AllButTwoHaveATenant() => (await ReadAsync(
        """
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)
        ORDER BY 1
        """)).ShouldBe(["__EFMigrationsHistory", "tenants"]);

    [Fact]
    public async Task Tables_WithATenant_EnforceRowLevelSecurityForTheirOwnerToo()
    {
        (await TenantTables.ListAsync(app)).Count.ShouldBeGreaterThan(30);
        (await ReadAsync(
            """
            SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
            """)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Policies_WhenListed_AreOneForEachTableAndTheKnownExceptions()
    {
        string[] expected =
        [
            .. (await TenantTables.ListAsync(app)).Select(table => $"{table}: {Policy} PERMISSIVE ALL public USING {OfTenant} CHECK {OfTenant}"),
            .. Counted.Select(table => $"{table}: backlog_looks PERMISSIVE SELECT booking_owner USING true CHECK -"),
            .. SeenAsDue.Select(table => $"{table}: due_looks PERMISSIVE SELECT booking_owner USING true CHECK -"),
            "cancellations: unused_quotes RESTRICTIVE DELETE booking_worker USING ((status = 'quoted'::text) AND (expires_at < clock_timestamp())) CHECK -",
            "changes: unused_quotes RESTRICTIVE DELETE booking_worker USING ((status = 'quoted'::text) AND (expires_at < clock_timestamp())) CHECK -",
            "ticket_scans: old_scans RESTRICTIVE DELETE booking_worker USING (received_at < (clock_timestamp() - '8 days'::interval)) CHECK -",
            "outbox_messages: relay_marks PERMISSIVE UPDATE booking_worker USING true CHECK true",
            "outbox_messages: relay_reads PERMISSIVE SELECT booking_worker USING true CHECK -",
            "payment_tenants: webhook_reads PERMISSIVE SELECT booking_app USING true CHECK -",
            "unreported_events: worker_looks PERMISSIVE SELECT booking_worker USING true CHECK -",
            "notifications: worker_looks PERMISSIVE SELECT booking_worker USING true CHECK -",
            "webhook_deliveries: worker_looks PERMISSIVE SELECT booking_worker USING true CHECK -",
            "webhook_endpoints: worker_looks PERMISSIVE SELECT booking_worker USING true CHECK -",
            "tenants: all_read PERMISSIVE SELECT public USING true CHECK -",
            $"tenants: own_change PERMISSIVE UPDATE booking_app USING {OfTenant.Replace("tenant_id =", "id =", StringComparison.Ordinal)} CHECK {OfTenant.Replace("tenant_id =", "id =", StringComparison.Ordinal)}",
        ];

        IReadOnlyList<string> found = await ReadAsync(
            """
            SELECT format('%s: %s %s %s %s USING %s CHECK %s', tablename, policyname, permissive, cmd, array_to_string(roles, ','), coalesce(qual, '-'), coalesce(with_check, '-'))
            FROM pg_policies
            """);

        found.ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task WorkingRoles_WhenListed_OwnNothingAndCannotPassTheGuard()
    {
        (await ReadAsync("SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)", WorkingRoles)).ShouldBe(WorkingRoles, ignoreOrder: true);
        (await ReadAsync(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)", WorkingRoles)).ShouldBeEmpty();
        (await ReadAsync("SELECT format('%s owns %s %s', r.rolname, d.classid::regclass, d.objid) FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid WHERE d.deptype = 'o' AND r.rolname = ANY ($1)", WorkingRoles))
            .ShouldBeEmpty();
        (await ReadAsync("SELECT format('%s is a member of %s', member::regrole, roleid::regrole) FROM pg_auth_members WHERE member::regrole::text = ANY ($1)", WorkingRoles)).ShouldBeEmpty();
        (await ReadAsync("SELECT format('%s can create in schema %s', r, n.nspname) FROM unnest($1) AS r, pg_namespace n WHERE n.nspname NOT LIKE 'pg_temp%' AND n.nspname NOT LIKE 'pg_toast%' AND has_schema_privilege(r, n.oid, 'CREATE')", WorkingRoles))
            .ShouldBeEmpty();
        (await ReadAsync("SELECT r FROM unnest($1) AS r WHERE has_database_privilege(r, current_database(), 'CREATE')", WorkingRoles)).ShouldBeEmpty();
    }

    /// <summary>TRUNCATE, foreign keys and triggers do not ask the policies; neither do views and functions that run as their owner.</summary>
    [Fact]
    public async Task WorkingRoles_WhenListed_HaveNoWayAroundThePolicies()
    {
        (await ReadAsync(
            """
            SELECT format('%s may %s on %s', r, privilege, c.relname)
            FROM unnest($1) AS r, unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege, pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND has_table_privilege(r, c.oid, privilege)
            """,
            WorkingRoles)).ShouldBeEmpty();
        (await ReadAsync("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')")).ShouldBeEmpty();
        // These answer with a number and an age, and with ids of tenants.
        (await ReadAsync("SELECT format('%s(%s) -> %s', p.oid::regproc, pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid)) FROM pg_proc p WHERE prosecdef")).ShouldBe(
            Backlog.All.Select(backlog => $"backlog.{backlog.Name}(OUT waiting bigint, OUT age double precision) -> record").Concat(DueFunctions.Select(function => $"due.{function}() -> SETOF uuid")), ignoreOrder: true);
        (await ReadAsync("SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'due'::regnamespace AND has_function_privilege('booking_app', p.oid, 'EXECUTE')")).ShouldBeEmpty();
        (await ReadAsync("SELECT format('%s may change %s', r, c.relname) FROM unnest($1) AS r, pg_class c WHERE c.relname = 'tenants' AND has_table_privilege(r, c.oid, 'INSERT, UPDATE, DELETE')", WorkingRoles))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Connections_WhenTheSystemRuns_AreOfTheWorkingRoles()
    {
        using HttpResponseMessage answer = await app.Http.GetAsync("api/v1/cars");

        IReadOnlyList<string> users = await ReadAsync(
            "SELECT DISTINCT usename::text FROM pg_stat_activity WHERE datname = current_database() AND usename <> current_user AND usename <> 'booking_test'");

        users.ShouldBe(WorkingRoles, ignoreOrder: true);
    }

    private async Task<IReadOnlyList<string>> ReadAsync(string sql, string[]? roles = null)
    {
        await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        await using NpgsqlCommand command = new(sql, connection);
        if (roles is not null)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = roles });
        }

        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
