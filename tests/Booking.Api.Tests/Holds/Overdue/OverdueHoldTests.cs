namespace Booking.Api.Tests.Holds.Overdue;

using System.Diagnostics;
using Booking.Api.Tests.Holds.Races;
using Booking.Api.Tests.Holds.Scratch;
using Shouldly;
using Xunit;

/// <summary>A hold whose time is up keeps nobody waiting, although nobody has written down that it is over: the sweeper is off.</summary>
[Collection(ScratchCollection.Name)]
public sealed class OverdueHoldTests(ScratchApp app)
{
    private static readonly TimeSpan Past = TimeSpan.FromSeconds(-1);

    [Theory]
    [InlineData(ClaimKind.Slot)]
    [InlineData(ClaimKind.Quota)]
    [InlineData(ClaimKind.Seat)]
    [InlineData(ClaimKind.Leg)]
    public async Task PlaceHold_WhenTheUnitsHoldIsOverdue_TakesItAtOnce(ClaimKind kind)
    {
        using OverdueHolds holds = await OverdueHolds.OpenAsync(app);
        byte[] body = await holds.FreshAsync(kind);
        Guid first = await holds.HoldAsync(body, client: 0);
        Answer refused = await holds.Racers.HoldAsync(body, client: 1);
        await holds.EndInAsync(first, Past);

        long started = Stopwatch.GetTimestamp();
        Answer taken = await holds.Racers.HoldAsync(body, client: 1);
        TimeSpan took = Stopwatch.GetElapsedTime(started);

        refused.Status.ShouldBe(409, refused.Text);
        taken.Status.ShouldBe(201, taken.Text);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        (await holds.ClaimStatesAsync(first)).ShouldBe(["expired"]);
        (await ClaimLedger.FaultsAsync(app, holds.Racers.CustomerIds)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ClaimKind.Slot)]
    [InlineData(ClaimKind.Quota)]
    [InlineData(ClaimKind.Seat)]
    [InlineData(ClaimKind.Leg)]
    public async Task AnyCall_WhenTheHoldIsOverdue_SaysThatItHasExpired(ClaimKind kind)
    {
        using OverdueHolds holds = await OverdueHolds.OpenAsync(app);
        Guid hold = await holds.HoldAsync(await holds.FreshAsync(kind), client: 0);
        await holds.EndInAsync(hold, Past);

        Answer read = await holds.Racers.SendAsync(HttpMethod.Get, $"api/v1/holds/{hold}");
        Answer booked = await holds.Racers.PostAsync("api/v1/bookings", Items.Booking(hold));
        Answer extended = await holds.Racers.SendAsync(HttpMethod.Post, $"api/v1/holds/{hold}/extend");

        read.Status.ShouldBe(200, read.Text);
        read.Json.GetProperty("status").GetString().ShouldBe("expired");
        read.Json.GetProperty("expiresInSeconds").GetInt32().ShouldBe(0);
        read.Json.GetProperty("availableActions").GetArrayLength().ShouldBe(0);
        (booked.Status, booked.Code).ShouldBe((410, "hold_expired"), booked.Text);
        (extended.Status, extended.Code).ShouldBe((410, "hold_expired"), extended.Text);

        // Nobody has swept up: what was answered did not depend on it.
        (await app.ScalarAsync<string>($"SELECT status FROM holds WHERE id = {hold}")).ShouldBe("active");
        (await holds.ClaimStatesAsync(hold)).ShouldBe(["held"]);
    }

    [Theory]
    [InlineData(ClaimKind.Slot)]
    [InlineData(ClaimKind.Quota)]
    [InlineData(ClaimKind.Seat)]
    [InlineData(ClaimKind.Leg)]
    public async Task MakeBooking_WhenSomebodyElseHasTakenTheUnit_Is410AndTheTakerKeepsIt(ClaimKind kind)
    {
        using OverdueHolds holds = await OverdueHolds.OpenAsync(app);
        byte[] body = await holds.FreshAsync(kind);
        Guid first = await holds.HoldAsync(body, client: 0);
        await holds.EndInAsync(first, Past);
        Guid second = await holds.HoldAsync(body, client: 1);

        Answer late = await holds.Racers.PostAsync("api/v1/bookings", Items.Booking(first), client: 0);
        Answer booked = await holds.Racers.PostAsync("api/v1/bookings", Items.Booking(second), client: 1);

        (late.Status, late.Code).ShouldBe((410, "hold_expired"), late.Text);
        booked.Status.ShouldBe(201, booked.Text);
        (await holds.ClaimStatesAsync(second)).ShouldBe(["held"]);
        (await ClaimLedger.FaultsAsync(app, holds.Racers.CustomerIds)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ClaimKind.Slot)]
    [InlineData(ClaimKind.Quota)]
    [InlineData(ClaimKind.Seat)]
    [InlineData(ClaimKind.Leg)]
    public async Task PlaceHold_WhenAllWantAnOverdueUnit_OneWins(ClaimKind kind)
    {
        using OverdueHolds holds = await OverdueHolds.OpenAsync(app);
        List<Answer[]> rounds = [];
        for (int round = 0; round < 5; round++)
        {
            byte[] body = await holds.FreshAsync(kind);
            await holds.EndInAsync(await holds.HoldAsync(body, client: 0), Past);
            rounds.Add(await holds.Racers.HoldAsync([.. Enumerable.Repeat(body, Racers.Count)]));
        }

        new RaceReport(1, rounds).ShouldBeFair(kind == ClaimKind.Quota ? "sold_out" : "inventory_conflict");
        (await ClaimLedger.FaultsAsync(app, holds.Racers.CustomerIds)).ShouldBeEmpty();
    }
}
