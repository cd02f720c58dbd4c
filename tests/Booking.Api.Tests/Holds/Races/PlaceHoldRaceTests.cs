namespace Booking.Api.Tests.Holds.Races;

using Booking.Api.Tests.Holds.Scratch;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>64 clients want the same thing at once, 50 times over.</summary>
[Collection(BookingCollection.Name)]
public sealed class PlaceHoldRaceTests(BookingApp app) : PlaceHoldRaces(app, rounds: 50);

/// <summary>The same where neighbours in the crowd ask different replicas.</summary>
[Collection(ScratchCollection.Name)]
public sealed class PlaceHoldReplicaRaceTests(ScratchApp app) : PlaceHoldRaces(app, rounds: 10);

/// <summary><see cref="PlaceHoldRaceControlTests"/> shows that these tests can fail.</summary>
public abstract class PlaceHoldRaces(BookingApp app, int rounds)
{
    private const string Conflict = "inventory_conflict";
    private const string SoldOut = "sold_out";

    [Fact]
    public Task PlaceHold_WhenAllWantOneSeat_OneWins() => RaceAsync(races => races.OneSeatAsync(), Conflict);

    [Fact]
    public Task PlaceHold_WhenHallTimesOverlap_OneWins() => RaceAsync(races => races.OverlappingHallTimesAsync(), Conflict);

    [Fact]
    public Task PlaceHold_WhenHallTimesAreAdjacent_AllWin() => RaceAsync(races => races.AdjacentHallTimesAsync());

    [Fact]
    public Task PlaceHold_WhenAllWantOneCar_OneWins() => RaceAsync(races => races.OneCarAsync(), Conflict);

    [Fact]
    public Task PlaceHold_WhenLegsOfOneBusSeatOverlap_OneWins() => RaceAsync(races => races.OverlappingLegsAsync(), Conflict);

    [Fact]
    public Task PlaceHold_WhenLegsOfABusSeatAreDisjoint_AllWin() => RaceAsync(races => races.DisjointLegsAsync());

    [Fact]
    public Task PlaceHold_WhenTenPlacesAreLeft_TenWin() => RaceAsync(races => races.LastTenPlacesAsync(), SoldOut);

    [Fact]
    public Task PlaceHold_WhenMixedHoldsCross_OneWinsAll() => RaceAsync(races => races.MixedHoldsAsync(), Conflict);

    [Fact]
    public async Task PlaceHold_WhenOrdersOfSeveralSeatsCross_EachIsWholeOrNothing()
    {
        using HoldRaces races = await HoldRaces.OpenAsync(app, rounds);
        long deadlocks = await DeadlocksAsync();

        IReadOnlyList<(string[] Seats, Answer Answer)[]> crossed = await races.CrossedSeatsAsync();

        new RaceReport(2, [.. crossed.Select(round => round.Select(order => order.Answer).ToArray())]).ShouldBeClean(Conflict);
        foreach ((string[] Seats, Answer Answer)[] round in crossed)
        {
            string[] sold = [.. round.Where(order => order.Answer.IsWon).SelectMany(order => order.Seats)];
            sold.ShouldNotBeEmpty();
            sold.ShouldBeUnique();

            // Nobody loses to somebody who has lost himself.
            round.Where(order => !order.Answer.IsWon).ShouldAllBe(order => order.Seats.Intersect(sold).Any());
        }

        (await ClaimLedger.FaultsAsync(app, races.CustomerIds)).ShouldBeEmpty();
        (await DeadlocksAsync()).ShouldBe(deadlocks);
    }

    /// <param name="codes">With which the losers may be refused; none where nobody loses.</param>
    private async Task RaceAsync(Func<HoldRaces, Task<RaceReport>> run, params string[] codes)
    {
        using HoldRaces races = await HoldRaces.OpenAsync(app, rounds);
        long deadlocks = await DeadlocksAsync();

        RaceReport report = await run(races);

        report.ShouldBeFair(codes);
        (await ClaimLedger.FaultsAsync(app, races.CustomerIds)).ShouldBeEmpty();
        (await DeadlocksAsync()).ShouldBe(deadlocks);
    }

    /// <summary>Those that PostgreSQL has resolved, also where a repetition kept them from the client.</summary>
    private Task<long> DeadlocksAsync() => app.ScalarAsync<long>($"SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
}
