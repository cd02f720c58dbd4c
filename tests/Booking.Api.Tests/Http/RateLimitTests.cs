namespace Booking.Api.Tests.Http;

using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

[Collection(LimitedCollection.Name)]
public sealed partial class RateLimitTests(LimitedApp app)
{
    /// <summary>More than two windows take, so that one is full wherever the minute ends.</summary>
    private const int TooMany = 2 * LimitedApp.RequestsPerMinute + 5;

    [Fact]
    public async Task AnyCall_WhenTheWindowIsFull_Is429AndSaysWhenToComeBack()
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpClient customer = await shop.NewCustomerAsync();
        int refused = 0;
        for (int i = 0; i < TooMany; i++)
        {
            using HttpResponseMessage response = await customer.GetAsync("api/v1/bookings");
            response.Headers.GetValues("RateLimit-Policy").ShouldBe([$"\"sale\";q={LimitedApp.RequestsPerMinute};w=60"]);
            (int remaining, int reset) = Limit(response);
            remaining.ShouldBeInRange(0, LimitedApp.RequestsPerMinute - 1);
            reset.ShouldBeInRange(1, 60);
            if (i == 0)
            {
                remaining.ShouldBe(LimitedApp.RequestsPerMinute - 1);
            }

            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                refused++;
                remaining.ShouldBe(0);
                await response.ShouldRefuseAsync(429, "rate_limited");
                response.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(reset));
            }
            else
            {
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }

        refused.ShouldBeGreaterThan(0);
        using HttpClient another = await shop.NewCustomerAsync();
        using HttpResponseMessage unaffected = await another.GetAsync("api/v1/bookings");
        unaffected.StatusCode.ShouldBe(HttpStatusCode.OK);
        Limit(unaffected).Remaining.ShouldBe(LimitedApp.RequestsPerMinute - 1);
    }

    [Fact]
    public async Task AnyCall_WhenTheWindowIsFull_HasNoEffect()
    {
        Shop shop = await Shop.OpenAsync(app);
        using HttpClient customer = await shop.NewCustomerAsync();
        await FillAsync(customer);
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await customer.PostAsync("api/v1/holds", Shop.Items(shop.SeatItem("A-1")));

        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            await response.ShouldRefuseAsync(429, "rate_limited");
            (await shop.FootprintAsync()).ShouldBe(before);
        }
        else
        {
            // A new minute has begun in between; then the call is a first one.
            Limit(response).Remaining.ShouldBeGreaterThan(LimitedApp.RequestsPerMinute - 5);
        }
    }

    [Fact]
    public async Task AnyCall_WhenItClaimsOtherAddresses_IsStillLimited()
    {
        Shop shop = await Shop.OfFileAsync(app);
        List<HttpStatusCode> statuses = [];
        for (int i = 0; i < TooMany; i++)
        {
            string address = string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i}");
            using HttpResponseMessage response = await shop.Guest.SendAsync(
                HttpMethod.Get, "api/v1/cars?limit=1", ("X-Forwarded-For", address), ("Forwarded", $"for={address}"), ("X-Real-IP", address), ("X-Forwarded-Host", $"h{i}.example"), ("True-Client-IP", address));
            statuses.Add(response.StatusCode);
        }

        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        statuses.Count(status => status == HttpStatusCode.OK).ShouldBeLessThanOrEqualTo(2 * LimitedApp.RequestsPerMinute);
    }

    [Fact]
    public async Task ProbesAndWebhooks_WhenThereAreMany_AreNotLimited()
    {
        Shop shop = await Shop.OfFileAsync(app);
        for (int i = 0; i < TooMany; i++)
        {
            using HttpResponseMessage probe = await shop.Guest.GetAsync("alive");
            using HttpResponseMessage webhook = await shop.Guest.PostAsync("api/v1/webhooks/payments/sandbox", new JsonObject());
            probe.StatusCode.ShouldBe(HttpStatusCode.OK);
            webhook.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            webhook.Headers.Contains("RateLimit").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task PlaceHold_WhenTheCustomerHasAsManyLiveHoldsAsAllowed_Is409UntilOneEnds()
    {
        Shop shop = await Shop.OpenAsync(app);
        using HttpClient customer = await shop.NewCustomerAsync();
        List<string> holds = [];
        for (int i = 1; i <= LimitedApp.LiveHolds; i++)
        {
            holds.Add((await shop.HoldAsync(customer, shop.SeatItem($"A-{i}"))).Text("id"));
        }

        string before = await shop.FootprintAsync();
        using HttpResponseMessage fourth = await customer.PostAsync("api/v1/holds", Shop.Items(shop.SeatItem("A-9")));
        await fourth.ShouldRefuseAsync(409, "too_many_holds");
        (await shop.FootprintAsync()).ShouldBe(before);
        using HttpClient another = await shop.NewCustomerAsync();
        await shop.HoldAsync(another, shop.SeatItem("A-9"));

        using HttpResponseMessage released = await customer.DeleteAsync($"api/v1/holds/{holds[0]}");
        holds.Add((await shop.HoldAsync(customer, shop.SeatItem("A-10"))).Text("id"));
        await shop.LapseAsync(holds[1]);
        await shop.HoldAsync(customer, shop.SeatItem("A-11"));
        using HttpResponseMessage booked = await customer.PostAsync("api/v1/bookings", Shop.BookingOf(holds[2]));
        await shop.HoldAsync(customer, shop.SeatItem("A-12"));

        using HttpResponseMessage full = await customer.PostAsync("api/v1/holds", Shop.Items(shop.SeatItem("A-13")));
        await full.ShouldRefuseAsync(409, "too_many_holds");
    }

    [Fact]
    public async Task PlaceHold_WhenMoreThanAllowedComeAtOnce_OnlyAsManyAsAllowedSucceed()
    {
        Shop shop = await Shop.OpenAsync(app);
        using HttpClient customer = await shop.NewCustomerAsync();

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(1, 10).Select(i => customer.PostAsync("api/v1/holds", Shop.Items(shop.SeatItem($"B-{i}")))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(LimitedApp.LiveHolds);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(10 - LimitedApp.LiveHolds);
    }

    private static async Task FillAsync(HttpClient customer)
    {
        for (int i = 0; i < TooMany; i++)
        {
            using HttpResponseMessage response = await customer.GetAsync("api/v1/bookings");
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return;
            }
        }

        throw new InvalidOperationException("The window does not fill.");
    }

    private static (int Remaining, int Reset) Limit(HttpResponseMessage response)
    {
        Match limit = RateLimit().Match(response.Headers.GetValues("RateLimit").ShouldHaveSingleItem());
        limit.Success.ShouldBeTrue();
        return (int.Parse(limit.Groups["r"].Value, CultureInfo.InvariantCulture), int.Parse(limit.Groups["t"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("^\"sale\";r=(?<r>[0-9]+);t=(?<t>[0-9]+)$")]
    private static partial Regex RateLimit();
}
