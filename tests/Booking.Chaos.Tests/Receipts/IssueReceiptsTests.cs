namespace Booking.Chaos.Tests.Receipts;

using Booking.Chaos.Tests.Messaging;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class IssueReceiptsTests(BookingApp app)
{
    [Fact]
    public async Task Handle_WhenWorkerIsKilledBetweenEffectAndAcknowledgement_ReceiptExistsOnce()
    {
        await using WorkersBench bench = await WorkersBench.PrepareAsync(app);
        Sale sale = await Sale.MakeAsync(app);
        long numbersBefore = await sale.NumbersTakenAsync();

        await KillBeforeAcknowledgementAsync(bench, sale);
        string number = await sale.NumberAsync();
        await HandleRedeliveryAsync(bench, sale);

        (await sale.ReceiptsAsync()).ShouldBe(1);
        (await sale.NumberAsync()).ShouldBe(number);
        (await sale.NumbersTakenAsync()).ShouldBe(numbersBefore + 1);
        (await sale.IssuedEventsAsync()).ShouldBe(1);
        bench.Pdfs().ShouldHaveSingleItem();
    }

    /// <summary>The control: the same procedure without what guards the effect. The redelivery then repeats it, so the test above can fail.</summary>
    [Fact]
    public async Task Handle_WhenItsRecordsAreGoneBeforeTheRedelivery_EffectIsRepeated()
    {
        await using WorkersBench bench = await WorkersBench.PrepareAsync(app);
        Sale sale = await Sale.MakeAsync(app);
        long numbersBefore = await sale.NumbersTakenAsync();

        await KillBeforeAcknowledgementAsync(bench, sale);
        string number = await sale.NumberAsync();
        Guid eventId = await sale.ConfirmedEventAsync();
        await app.ExecuteAsync($"DELETE FROM receipts WHERE booking_id = {sale.BookingId}");
        await app.ExecuteAsync($"DELETE FROM inbox_messages WHERE message_id = {eventId}");
        await HandleRedeliveryAsync(bench, sale);

        (await sale.NumberAsync()).ShouldNotBe(number);
        (await sale.NumbersTakenAsync()).ShouldBe(numbersBefore + 2);
        (await sale.IssuedEventsAsync()).ShouldBe(2);
        bench.Pdfs().Length.ShouldBe(2);
    }

    /// <summary>The worker does all of its work and commits; its acknowledgement is sent and never reaches the broker.</summary>
    private async Task KillBeforeAcknowledgementAsync(WorkersBench bench, Sale sale)
    {
        UriBuilder broker = new(app.ConnectionString("messaging"));
        await using TcpProxy proxy = new(broker.Host, broker.Port, holdAfter: "\"type\":\"booking.confirmed\"");
        (broker.Host, broker.Port) = ("127.0.0.1", proxy.Port);
        await using WorkersProcess worker = bench.StartWorkers(("ConnectionStrings__messaging", broker.Uri.ToString()));
        await proxy.Held.WaitAsync(TimeSpan.FromSeconds(60));
        await sale.IsHandledAsync(await sale.ConfirmedEventAsync());
        await worker.KillAsync();
    }

    private static async Task HandleRedeliveryAsync(WorkersBench bench, Sale sale)
    {
        await using WorkersProcess worker = bench.StartWorkers();
        await worker.WaitForOutputAsync($"of event {await sale.ConfirmedEventAsync()}");
        await sale.IsHandledAsync(await sale.ConfirmedEventAsync());
        (await worker.StopAsync()).ShouldBe(0);
        // What is not acknowledged when a worker stops comes back to the queue and stays. A quorum queue settles what was acknowledged a moment after the connection is gone.
        await Eventually.SatisfiesAsync(() => bench.CountAsync("booking.receipts"), count => count == 0, what: "The acknowledgement of the event");
    }
}
