namespace Booking.Chaos.Tests.Kills;

using System.Diagnostics;
using Booking.Chaos.Tests.Messaging;
using Booking.Testing;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

/// <summary>The checker is that of <c>PromoteWaitlistRaceTests</c>, whose control shows that it finds what is wrong when nobody takes turns.</summary>
[Collection(BookingCollection.Name)]
public sealed class WaitlistKillTests(BookingApp app, ITestOutputHelper output)
{
    private const int Free = 1_000;
    private const int Events = 150;
    private const int Replicas = 3;

    [Fact]
    public async Task Promote_WhenWorkersAreKilledAtRandom_ServesEverybodyInTurnOnceAndLosesNoPlace()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        Random random = new(seed);
        await using WorkersBench bench = await WorkersBench.PrepareAsync(app);
        Branch branch = await Branch.OpenAsync(app);
        Guid type = await app.ScalarAsync<Guid>(
            $"SELECT t.id FROM ticket_types t JOIN events e ON e.tenant_id = t.tenant_id AND e.id = t.event_id JOIN pools p ON p.tenant_id = t.tenant_id AND p.id = t.pool_id WHERE t.tenant_id = {branch.TenantId} AND e.status = 'published' AND e.seating = 'general' AND p.sold + p.held >= p.capacity ORDER BY t.id LIMIT 1");
        WaitingLine line = new(app, branch.TenantId, type);
        await line.QueueUpAsync(480, 1, 3, 2, 4, 1, 2, 3);
        await line.FreeAsync(Free);
        for (int i = 0; i < Events; i++)
        {
            object item = new { kind = "ticket", offeringId = type, title = "", quantity = 1, seats = Array.Empty<string>(), details = new { } };
            await branch.TellAsync(bench.Channel, "waitlist", "inventory.released", Guid.NewGuid(), new { subjectId = Guid.NewGuid(), items = new[] { item } });
        }

        using CancellationTokenSource done = new();
        await using WorkersFleet fleet = new(bench, Replicas, random, "booking.waitlist", ("Waitlist__TickInterval", "00:00:01"), ("Messaging__RetryDelays__0", "00:00:01"), ("Messaging__RetryDelays__1", "00:00:02"));
        fleet.Start();
        Task killing = fleet.KillAsync(done.Token);
        Stopwatch watch = Stopwatch.StartNew();
        await Eventually.SatisfiesAsync(async () => string.Join("; ", await line.FaultsAsync(Free)), faults => faults.Length == 0, TimeSpan.FromMinutes(5), "Everybody served who is due");
        TimeSpan settled = watch.Elapsed;
        await done.CancelAsync();
        await killing;

        // Those who are left go on for as long as there is something to do.
        await Eventually.SatisfiesAsync(() => bench.CountAsync("booking.waitlist"), count => count == 0, TimeSpan.FromMinutes(1), "The empty queue");
        (await fleet.StopAsync()).ShouldAllBe(code => code == 0);
        await fleet.DisposeAsync();

        output.WriteLine($"{Replicas} processes, {fleet.Kills} kills, {fleet.Redelivered} redeliveries, settled after {settled.TotalSeconds:0.0} s.");
        (await line.FaultsAsync(Free)).ShouldBeEmpty();
        fleet.Kills.ShouldBeGreaterThan(0);
        await bench.Channel.QueuePurgeAsync("booking.waitlist.dead");
    }
}
