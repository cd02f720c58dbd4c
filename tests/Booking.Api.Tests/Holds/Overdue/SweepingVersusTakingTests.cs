namespace Booking.Api.Tests.Holds.Overdue;

using Booking.Api.Tests.Holds.Races;
using Booking.Api.Tests.Holds.Scratch;
using Booking.Api.Tests.Tenants;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Shouldly;
using Xunit;

/// <summary>Overdue holds are swept up while everybody reaches for their units, several at a time and in crossed order.</summary>
[Collection(ScratchCollection.Name)]
public sealed class SweepingVersusTakingTests(ScratchApp app)
{
    private const int Rounds = 10;
    private const int Seats = 48;

    [Fact]
    public async Task ExpireHolds_WhenTheUnitsAreTakenMeanwhile_DisturbsNobody()
    {
        RaceArena arena = await RaceArena.OpenAsync(app);
        using Racers racers = await Racers.EnterAsync(app, arena);
        await using TenantPool sweeper = await TenantPool.OpenAsync(app);
        await SweepUpAsync(sweeper, arena.TenantId);
        long deadlocks = await DeadlocksAsync();
        List<Answer[]> rounds = [];
        int swept = 0;
        for (int round = 0; round < Rounds; round++)
        {
            Guid happening = await arena.SeatedEventAsync(Seats);
            Answer[] overdue = await racers.HoldAsync([.. Enumerable.Range(1, Seats).Select(seat => Items.Hold(Items.Seat(happening, $"A-{seat}")))]);
            overdue.ShouldAllBe(answer => answer.IsWon);
            await LapseAsync(arena.TenantId, happening);

            Task<Result<int>> sweeping = sweeper.SendAsync(arena.TenantId, new ExpireHoldsCommand());
            rounds.Add(await racers.HoldAsync([.. Enumerable.Range(0, Racers.Count).Select(i => Items.Hold(Items.Seat(happening, [.. Enumerable.Range(0, 4).Select(step => $"A-{(i * 7 + step * 11) % Seats + 1}")])))]));
            swept += (await sweeping).Value;
            swept += await SweepUpAsync(sweeper, arena.TenantId);
        }

        new RaceReport(1, rounds).ShouldBeClean("inventory_conflict");
        rounds.ShouldAllBe(round => round.Any(answer => answer.IsWon));
        swept.ShouldBe(Rounds * Seats);
        (await ClaimLedger.FaultsAsync(app, racers.CustomerIds)).ShouldBeEmpty();
        (await DeadlocksAsync()).ShouldBe(deadlocks);
    }

    /// <summary>What others have left, or the sweeper itself has passed by.</summary>
    private static async Task<int> SweepUpAsync(TenantPool sweeper, Guid tenantId)
    {
        int swept = 0;
        while ((await sweeper.SendAsync(tenantId, new ExpireHoldsCommand())).Value is > 0 and int more)
        {
            swept += more;
        }

        return swept;
    }

    private Task<int> LapseAsync(Guid tenantId, Guid happening) => app.ExecuteAsync(
        $"""
        WITH lapsed AS (
            UPDATE seat_claims SET expires_at = now() - random() * interval '1 second' WHERE tenant_id = {tenantId} AND event_id = {happening} AND state = 'held' RETURNING hold_id, expires_at)
        UPDATE holds SET created_at = created_at - interval '1 hour', expires_at = lapsed.expires_at FROM lapsed WHERE holds.tenant_id = {tenantId} AND holds.id = lapsed.hold_id
        """);

    private Task<long> DeadlocksAsync() => app.ScalarAsync<long>($"SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
}
