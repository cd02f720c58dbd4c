namespace Booking.Chaos.Tests.Messaging;

using Booking.Chaos.Tests.Receipts;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class UnroutableEventTests(BookingApp app)
{
    private const string Type = "booking.awaiting_payment";

    private static readonly string[] TakingIt = ["booking.reporting", "booking.webhooks"];

    private static readonly string[] Consumed =
        ["booking.conversions", "booking.disruptions", "booking.drivers", "booking.notifications", "booking.receipts", "booking.refunds", "booking.reporting", "booking.tickets", "booking.waitlist", "booking.webhooks"];

    [Fact]
    public async Task Relay_WhenNoQueueTakesAnEvent_RowStaysOthersGoOnAndItIsDeliveredAfterRepair()
    {
        await using WorkersBench bench = await WorkersBench.PrepareAsync(app);

        // Bound as earlier versions did; whoever declares the queue takes that off.
        await bench.Channel.QueueBindAsync("booking.webhooks", "booking.events", "#");
        await using WorkersProcess worker = bench.StartWorkers();
        await worker.WaitForOutputAsync("outbox is connected");

        // Each consumer declares its queue, and the tap, when it connects.
        foreach (string queue in Consumed)
        {
            await worker.WaitForOutputAsync($"{queue} is connected");
        }

        foreach (string queue in TakingIt)
        {
            await bench.Channel.QueueUnbindAsync(queue, "booking.events", Type);
        }

        await bench.Channel.QueueUnbindAsync("booking.log", "booking.events", "#");
        await bench.Channel.ExchangeUnbindAsync("booking.live", "booking.events", "#");
        Sale sale = await Sale.MakeAsync(app);

        // Nobody takes it: those who do are gone.
        Guid unroutable = await app.ScalarAsync<Guid>($"SELECT id FROM outbox_messages WHERE subject = {sale.BookingId} AND type = {Type}");
        await Eventually.SatisfiesAsync(() => app.ScalarAsync<int>($"SELECT attempts FROM outbox_messages WHERE id = {unroutable}"), attempts => attempts >= 2, what: "Two attempts");
        (await app.ScalarAsync<bool>($"SELECT published_at IS NULL FROM outbox_messages WHERE id = {unroutable}")).ShouldBeTrue();
        await sale.HasReceiptAsync();

        foreach (string queue in TakingIt)
        {
            await bench.Channel.QueueBindAsync(queue, "booking.events", Type);
        }

        await bench.Channel.QueueBindAsync("booking.log", "booking.events", "#");
        await bench.Channel.ExchangeBindAsync("booking.live", "booking.events", "#");

        await Eventually.SatisfiesAsync(() => app.ScalarAsync<bool>($"SELECT published_at IS NOT NULL FROM outbox_messages WHERE id = {unroutable}"), published => published, what: "Publishing after the repair");
        await Eventually.SatisfiesAsync(async () => (await bench.PeekAsync("booking.log")).Any(message => message.Body.Contains(unroutable.ToString(), StringComparison.Ordinal)), found => found, what: "The event in the tap");
        (await worker.StopAsync()).ShouldBe(0);
    }
}
