namespace Booking.Chaos.Tests.Messaging;

using System.Text;
using System.Text.Json;
using Booking.Chaos.Tests.Receipts;
using Booking.Testing;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class DeadLetterTests(BookingApp app)
{
    private const string Queue = "booking.receipts";
    private const string Dead = "booking.receipts.dead";
    private const int GoodEvents = 100;

    [Fact]
    public async Task Consume_WhenPoisonIsAmongGoodEvents_PoisonIsDeadWithItsReasonAndCanBeReplayed()
    {
        await using WorkersBench bench = await WorkersBench.PrepareAsync(app);
        Sale issued = await Sale.MakeAsync(app);
        await using (WorkersProcess worker = bench.StartWorkers())
        {
            await issued.HasReceiptAsync();
            (await worker.StopAsync()).ShouldBe(0);
        }

        await bench.Channel.QueuePurgeAsync(Dead);
        Sale failing = await Sale.MakeAsync(app);
        Guid[] good = [.. Enumerable.Range(0, GoodEvents).Select(_ => Guid.NewGuid())];

        // Its folder is a file: what has been stored is fine, what is still to be stored fails.
        await using (WorkersProcess worker = bench.StartWorkers(("Storage__Folder", bench.Pdfs().Single())))
        {
            foreach (Guid id in good[..(GoodEvents / 2)])
            {
                await PublishAsync(bench, Event(id, issued));
            }

            await PublishAsync(bench, "this is not JSON");
            await PublishAsync(bench, Event(Guid.NewGuid(), issued).Replace("\"1.0\"", "\"9.9\"", StringComparison.Ordinal));
            await PublishAsync(bench, new string(' ', 1024 * 1024) + Event(Guid.NewGuid(), issued));
            foreach (Guid id in good[(GoodEvents / 2)..])
            {
                await PublishAsync(bench, Event(id, issued));
            }

            await Eventually.SatisfiesAsync(() => app.ScalarAsync<long>($"SELECT count(*) FROM inbox_messages WHERE consumer = 'receipts' AND message_id = ANY({good})"), count => count == GoodEvents, what: "Every good event");
            await Eventually.SatisfiesAsync(() => bench.CountAsync(Dead), count => count == 4, what: "Every poison");
            (await worker.StopAsync()).ShouldBe(0);
        }

        IReadOnlyList<(string Body, IReadOnlyDictionary<string, string?> Headers)> dead = await bench.PeekAsync(Dead);
        dead.Select(message => message.Headers["x-booking-reason"]).Order().ShouldBe(["invalid_json", "retries_exhausted: exception", "too_large", "unknown_version"]);
        (string body, IReadOnlyDictionary<string, string?> headers) = dead.Single(message => message.Headers["x-booking-reason"] == "retries_exhausted: exception");
        body.ShouldContain(failing.BookingId.ToString());
        headers["x-booking-attempts"].ShouldBe("3");
        headers["x-booking-error"].ShouldBe("System.IO.DirectoryNotFoundException");

        await using (WorkersProcess replay = WorkersProcess.Start(app, new Dictionary<string, string>(), "replay", "receipts"))
        {
            (await replay.ExitAsync()).ShouldBe(0);
            await replay.WaitForOutputAsync("4 messages of receipts");
        }

        await using (WorkersProcess worker = bench.StartWorkers())
        {
            await failing.HasReceiptAsync();
            await Eventually.SatisfiesAsync(() => bench.CountAsync(Dead), count => count == 3, what: "What stays poison");
            (await worker.StopAsync()).ShouldBe(0);
        }

        await bench.Channel.QueuePurgeAsync(Dead);
        (await bench.CountAsync(Queue)).ShouldBe(0u);
    }

    private static string Event(Guid id, Sale sale) => JsonSerializer.Serialize(new
    {
        specversion = "1.0",
        id,
        type = "booking.confirmed",
        source = "/booking",
        subject = sale.BookingId,
        tenantid = sale.TenantId,
        data = new { bookingId = sale.BookingId },
    });

    private static async Task PublishAsync(WorkersBench bench, string body) => await bench.Channel.BasicPublishAsync(
        "booking.events", "booking.confirmed", mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, Encoding.UTF8.GetBytes(body));
}
