namespace Booking.Chaos.Tests.Messaging;

using Booking.Chaos.Tests.Receipts;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class FrozenBrokerTests(BookingApp app)
{
    /// <summary>Worse than a broker that is away: connections stay open and nothing is answered.</summary>
    [Fact]
    public async Task Relay_WhenTheBrokerHangs_BookingsGoOnAndEverythingIsCarriedAfterwards()
    {
        List<Sale> sales = [];
        await using (FrozenServer.At(new Uri(app.ConnectionString("messaging")).Port))
        {
            for (int i = 0; i < 5; i++)
            {
                sales.Add(await Sale.MakeAsync(app));
            }

            foreach (Sale sale in sales)
            {
                (await sale.ReceiptsAsync()).ShouldBe(0);
            }
        }

        foreach (Sale sale in sales)
        {
            await sale.HasReceiptAsync();
            (await sale.ReceiptsAsync()).ShouldBe(1);
        }

        await Eventually.SatisfiesAsync(() => app.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE published_at IS NULL"), count => count == 0, TimeSpan.FromSeconds(60), "An empty outbox");
    }
}
