namespace Booking.Chaos.Tests.Kills;

using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Booking.Chaos.Tests.Messaging;
using Booking.Testing;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

/// <summary>The checker is that of <c>RideRaceControlTests</c>, which shows that it finds what is wrong when the slots' constraint is gone.</summary>
[Collection(BookingCollection.Name)]
public sealed class RideKillTests(BookingApp app, ITestOutputHelper output)
{
    private const int Rides = 500;
    private const int Drivers = 100;
    private const int Replicas = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Assign_WhenWorkersAreKilledAtRandom_EveryRideHasOneDriverWhoHasNoOtherAtThatTime()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        Random random = new(seed);
        await using WorkersBench bench = await WorkersBench.PrepareAsync(app);
        Branch branch = await Branch.OpenAsync(app);
        RideMarket market = new(app, branch.TenantId, random);
        await market.HireAsync(Drivers);
        DateTimeOffset first = new(DateTime.UtcNow.Date.AddDays(20), TimeSpan.Zero);
        Guid[] bookings = await market.BookAsync(await SampleAsync(branch, first.AddHours(8)), first, Rides, hours: 36);

        // Twice, in any order.
        (Guid Booking, Guid Message)[] events = [.. bookings.Select(booking => (booking, Guid.NewGuid()))];
        events = [.. events, .. events];
        random.Shuffle(events);
        foreach ((Guid booking, Guid message) in events)
        {
            await branch.TellAsync(bench.Channel, "drivers", "booking.confirmed", message, new { bookingId = booking });
        }

        Stopwatch watch = Stopwatch.StartNew();
        using CancellationTokenSource done = new();
        await using WorkersFleet fleet = new(bench, Replicas, random, "booking.drivers", ("Sweeper__Interval", "00:00:00.500"), ("Dispatch__RetryAfter", "00:00:01"));
        Random moods = new(random.Next());
        fleet.Start();
        Task killing = fleet.KillAsync(done.Token);
        await AnswerAsync(branch, market, moods);
        TimeSpan settled = watch.Elapsed;
        await done.CancelAsync();
        await killing;

        // The second copies of the events, which have nothing left to do.
        await Eventually.SatisfiesAsync(() => bench.CountAsync("booking.drivers"), count => count == 0, Limit, "The empty queue");
        (await fleet.StopAsync()).ShouldAllBe(code => code == 0);
        await fleet.DisposeAsync();

        RideLedger ledger = await RideLedger.CountAsync(app, branch.TenantId);
        output.WriteLine($"{ledger}; {Replicas} processes, {fleet.Kills} kills, {fleet.Redelivered} redeliveries, settled after {settled.TotalSeconds:0.0} s.");
        ledger.Rides.ShouldBe(Rides);
        (ledger.Assigned + ledger.Unassigned).ShouldBe(Rides);
        (ledger.Overlaps, ledger.Doubles, ledger.Open, ledger.Ghosts).ShouldBe((0, 0, 0, 0));
        ledger.Assigned.ShouldBeGreaterThan(ledger.Unassigned);
        fleet.Kills.ShouldBeGreaterThan(0);
        fleet.Redelivered.ShouldBeGreaterThan(0);
    }

    /// <summary>A booking of a car in Berlin with a driver.</summary>
    private async Task<Guid> SampleAsync(Branch branch, DateTimeOffset from)
    {
        Guid user = await app.ScalarAsync<Guid>($"SELECT id FROM users WHERE tenant_id = {branch.TenantId} AND email = 'customer@demo.test'");
        Guid car = await app.ScalarAsync<Guid>($"SELECT id FROM cars WHERE tenant_id = {branch.TenantId} AND is_active AND time_zone = 'Europe/Berlin' AND licence_class = 'B' ORDER BY id LIMIT 1");
        AuthenticationHeaderValue customer = branch.SignIn(user, "customer");
        JsonElement hold = await branch.PostAsync(customer, "api/v1/holds", new { items = new[] { new { kind = "car", carId = car, from, to = from.AddHours(3), withDriver = true } } });
        return (await branch.PostAsync(customer, "api/v1/bookings", new { holdId = hold.GetProperty("id").GetGuid(), customer = new { name = "Ada Demo", email = "customer@demo.test" } })).GetProperty("id").GetGuid();
    }

    /// <summary>Drivers say yes, no or nothing, until every ride has one or is given up.</summary>
    private async Task AnswerAsync(Branch branch, RideMarket market, Random random)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < Limit)
        {
            if (await app.ScalarAsync<long>($"SELECT count(*) FROM rides WHERE tenant_id = {branch.TenantId} AND status <> 'waiting'") == Rides)
            {
                return;
            }

            (Guid Assignment, Guid User, int Mood)[] offers = [.. (await market.OffersAsync()).Select(offer => (offer.Assignment, offer.User, random.Next(10)))];
            await Parallel.ForEachAsync(offers, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (offer, _) =>
            {
                (string Path, object? Body)? answer = offer.Mood switch
                {
                    0 => null,
                    1 or 2 => ("decline", new { reason = "No time." }),
                    _ => ("accept", null),
                };
                if (answer is not { } given)
                {
                    await market.SilenceAsync(offer.Assignment);
                    return;
                }

                using HttpResponseMessage response = await branch.SendAsync(branch.SignIn(offer.User, "driver"), $"api/v1/assignments/{offer.Assignment}/{given.Path}", given.Body);
                // Too late, or busy for the moment: it is looked at again.
                response.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError, await response.Content.ReadAsStringAsync(CancellationToken.None));
            });
        }

        throw new TimeoutException($"{await RideLedger.OpenAsync(app, branch.TenantId)} rides still wait after {Limit}.");
    }
}
