namespace Booking.Api.Tests.Http;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Catalog;
using Shouldly;
using Xunit;

/// <summary>Guessing at voucher codes: after a few attempts a right code is answered like a wrong one.</summary>
[Collection(LimitedCollection.Name)]
public sealed class VoucherLimitTests(LimitedApp app)
{
    private const int AttemptsPerMinute = 10;

    [Fact]
    public async Task PlaceHold_WhenCodesAreGuessedAt_Is429AfterAFewWhateverTheCode()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.AddVoucherAsync(new JsonObject { ["code"] = "RIGHT-ONE", ["label"] = "Right", ["kind"] = "percent", ["rate"] = 1000 });
        using HttpClient guesser = await shop.NewCustomerAsync();
        int evaluated = 0;
        for (int i = 0; i < AttemptsPerMinute + 5; i++)
        {
            using HttpResponseMessage response = await guesser.HoldWithAsync($"GUESS-{i}", shop.ProductItem(1));
            if (response.StatusCode == HttpStatusCode.UnprocessableEntity)
            {
                evaluated++;
            }
            else
            {
                await response.ShouldRefuseAsync(429, "too_many_attempts");
                response.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldNotBeNull().TotalSeconds.ShouldBeInRange(1, 60);
            }
        }

        // A window may have ended on the way.
        evaluated.ShouldBeInRange(AttemptsPerMinute, AttemptsPerMinute + 5);
        if (evaluated == AttemptsPerMinute)
        {
            using HttpResponseMessage right = await guesser.HoldWithAsync("RIGHT-ONE", shop.ProductItem(1));
            right.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        }

        using HttpResponseMessage somebodyElse = await shop.Customer.HoldWithAsync("RIGHT-ONE", shop.ProductItem(1));
        somebodyElse.StatusCode.ShouldBe(HttpStatusCode.Created, await somebodyElse.Content.ReadAsStringAsync());
    }
}
