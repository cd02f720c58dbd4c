namespace Booking.Chaos.Tests.Messaging;

using Booking.Testing;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ReplayTests(BookingApp app)
{
    [Fact]
    public async Task Replay_WhenAnyWorkersEventsAreDead_PutsThemBackIntoItsQueue()
    {
        await using WorkersBench bench = await WorkersBench.PrepareAsync(app);
        await using (WorkersProcess workers = bench.StartWorkers())
        {
            await workers.WaitForOutputAsync("outbox is connected");
            await workers.StopAsync();
        }

        string[] known = await KnownWorkersAsync();
        known.Length.ShouldBeGreaterThanOrEqualTo(7);
        foreach (string worker in known)
        {
            await bench.Channel.QueuePurgeAsync($"booking.{worker}.dead");
            await bench.Channel.BasicPublishAsync("booking.dead", $"booking.{worker}", mandatory: true, new BasicProperties { Headers = new Dictionary<string, object?> { ["x-booking-reason"] = "test" } }, "no event"u8.ToArray());
        }

        // One start of a process for all of them would be no test of the command; one for each would take minutes.
        foreach (string worker in (string[])[known[0], known[^1]])
        {
            await using WorkersProcess replay = WorkersProcess.Start(app, new Dictionary<string, string>(), "replay", worker);
            (await replay.ExitAsync()).ShouldBe(0);
            await replay.WaitForOutputAsync($"1 messages of {worker}");
        }

        await using (WorkersProcess workers = bench.StartWorkers())
        {
            foreach (string worker in known)
            {
                await Eventually.SatisfiesAsync(() => bench.CountAsync($"booking.{worker}"), count => count == 0, what: $"The empty queue of {worker}");
                await Eventually.SatisfiesAsync(() => bench.CountAsync($"booking.{worker}.dead"), count => count == 1, what: $"The dead event of {worker}");
                (await bench.PeekAsync($"booking.{worker}.dead")).ShouldHaveSingleItem().Headers.Keys.ShouldContain("x-booking-reason");
                await bench.Channel.QueuePurgeAsync($"booking.{worker}.dead");
            }

            (await workers.StopAsync()).ShouldBe(0);
        }
    }

    /// <summary>The command names them when it is asked for one that there is not.</summary>
    private async Task<string[]> KnownWorkersAsync()
    {
        await using WorkersProcess asked = WorkersProcess.Start(app, new Dictionary<string, string>(), "replay", "nobody");
        (await asked.ExitAsync()).ShouldBe(2);
        await asked.WaitForOutputAsync("there are ");
        string line = asked.Output.First(line => line.Contains("there are ", StringComparison.Ordinal));
        string names = line[(line.IndexOf("there are ", StringComparison.Ordinal) + "there are ".Length)..];
        return names[..names.IndexOf('.', StringComparison.Ordinal)].Split(", ");
    }
}
