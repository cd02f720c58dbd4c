namespace Booking.Chaos.Tests.Messaging;

using Booking.Chaos.Tests.Receipts;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class BrokerOutageTests(BookingApp app)
{
    private const int Sales = 5;

    [Fact]
    public async Task Relay_WhenBrokerIsAwayForAWhile_BookingsGoOnAndNothingIsLost()
    {
        List<Sale> sales = [];
        await app.StopResourceAsync("messaging");
        try
        {
            for (int i = 0; i < Sales; i++)
            {
                sales.Add(await Sale.MakeAsync(app));
            }

            foreach (Sale sale in sales)
            {
                (await sale.ReceiptsAsync()).ShouldBe(0);
            }
        }
        finally
        {
            await app.StartResourceAsync("messaging");
        }

        foreach (Sale sale in sales)
        {
            await sale.HasReceiptAsync();
        }

        await Eventually.SatisfiesAsync(() => app.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE published_at IS NULL"), count => count == 0, what: "An empty outbox");
    }
}
