namespace Booking.Chaos.Tests.Messaging;

using Booking.Chaos.Tests.Receipts;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class OutboxSignalTests(BookingApp app)
{
    [Fact]
    public async Task Raise_WhenTheRelayDoesNotPoll_WakesItAfterEachCommit()
    {
        await using WorkersBench bench = await WorkersBench.PrepareAsync(app);
        await using WorkersProcess worker = bench.StartWorkers(("Messaging__OutboxPoll", "01:00:00"));
        await worker.WaitForOutputAsync("outbox is connected");

        // The second sale begins after the first was carried, so nothing but a notification of its own can wake the relay.
        await (await Sale.MakeAsync(app)).HasReceiptAsync();
        await (await Sale.MakeAsync(app)).HasReceiptAsync();

        (await worker.StopAsync()).ShouldBe(0);
    }
}
