namespace Booking.Api.Tests.Catalog;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;

/// <summary>Many customers want the last uses of one voucher at the same moment, some with the hold and some with the booking.</summary>
internal static class VoucherRaces
{
    public const int Uses = 10;

    private const int Customers = 64;

    private const int MostAgain = 20;

    /// <returns>How many got it.</returns>
    public static async Task<int> RunAsync(BookingApp app)
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.AddVoucherAsync(new JsonObject { ["code"] = "RACE-10", ["label"] = "Race", ["kind"] = "percent", ["rate"] = 1000, ["usageLimit"] = Uses });
        List<(HttpClient Http, JsonObject Hold)> customers = [];
        for (int i = 0; i < Customers; i++)
        {
            HttpClient http = await shop.NewCustomerAsync();
            customers.Add((http, await shop.HoldAsync(http, shop.ProductItem(1))));
        }

        HttpResponseMessage[] answers = await Task.WhenAll(customers.Select((customer, i) => AskAsync(() => i % 2 == 0
            ? customer.Http.HoldWithAsync("RACE-10", shop.ProductItem(1))
            : customer.Http.PostAsync("api/v1/bookings", Shop.BookingOf(customer.Hold.Text("id")).With("voucherCode", "RACE-10")))));

        int got = 0;
        foreach (HttpResponseMessage answer in answers)
        {
            if (answer.StatusCode == HttpStatusCode.Created)
            {
                (await answer.ShouldAnswerAsync(HttpStatusCode.Created)).Lines().ShouldBe(["product 1490", "voucher -149"]);
                got++;
            }
            else
            {
                await answer.ShouldRefuseAsync(409, "voucher_used_up", "/voucherCode");
            }

            answer.Dispose();
        }

        return got;
    }

    /// <summary>Whoever waits too long behind the others is told to come again, and does.</summary>
    private static async Task<HttpResponseMessage> AskAsync(Func<Task<HttpResponseMessage>> ask)
    {
        HttpResponseMessage answer = await ask();
        for (int again = 0; answer.StatusCode == HttpStatusCode.ServiceUnavailable && again < MostAgain; again++)
        {
            answer.Dispose();
            answer = await ask();
        }

        return answer;
    }
}
