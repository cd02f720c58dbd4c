namespace Booking.Api.Tests.Holds.Scratch;

using Booking.Testing;
using Npgsql;
using Xunit;

/// <summary>A system of its own with two replicas of the API, with a database that a control may damage, and in which nobody sweeps up what is overdue or promotes without being asked.</summary>
public sealed class ScratchApp : BookingApp
{
    protected override IEnumerable<string> Arguments => ["--Booking:ApiReplicas=2", "--Booking:Env:workers:Sweeper__Enabled=false", "--Booking:Env:workers:Waitlist__TickInterval=1.00:00:00", "--Booking:Env:workers:Notifications__Interval=1.00:00:00"];

    /// <summary>Runs something without a guard, then clears the claims away and puts the guard back.</summary>
    /// <param name="drop">Statements that switch the guard off.</param>
    /// <param name="restore">Statements that switch it on again.</param>
    internal async Task WithoutAsync(string drop, string restore, Func<Task> run)
    {
        await RunAsync(drop);
        try
        {
            await run();
        }
        finally
        {
            // A constraint cannot come back over rows that break it, and no pool may count claims that are gone.
            await RunAsync(
                """
                UPDATE pools p SET held = 0, sold = greatest(0, sold - (SELECT coalesce(sum(quantity), 0) FROM quota_claims q WHERE q.tenant_id = p.tenant_id AND q.pool_id = p.id AND q.state = 'booked'));
                TRUNCATE slot_claims, seat_claims, leg_claims, quota_claims;
                """ + restore);
        }
    }

    /// <summary>The statement that would make a constraint or index as it is now.</summary>
    internal Task<string> DefinitionAsync(string name) => ScalarAsync<string>(
        $"""
        SELECT coalesce(
            (SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conname = {name}),
            (SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indexrelid = to_regclass({name})))
        """);

    private async Task RunAsync(string sql)
    {
        await using NpgsqlConnection connection = await DatabaseAsOwnerAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class ScratchCollection : ICollectionFixture<ScratchApp>
{
    public const string Name = "scratch";
}
