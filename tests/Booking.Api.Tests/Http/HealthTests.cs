namespace Booking.Api.Tests.Http;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Infrastructure.Messaging;
using Booking.Infrastructure.Messaging.Backlogs;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class HealthTests(BookingApp app)
{
    [Theory]
    [InlineData("health")]
    [InlineData("alive")]
    public async Task Probe_WhenInDevelopment_Is200(string path) => (await Probe.StatusAsync(app, path)).ShouldBe("Healthy");

    [Fact]
    public async Task GetHealth_WhenAnAdminAsks_NamesEveryDependencyAndToOthersNone()
    {
        using HttpClient admin = await app.SignInAsync("admin@demo.test");
        JsonObject told = await admin.ReadAsync("api/v1/health");
        Dictionary<string, JsonNode> dependencies = told["dependencies"]!.AsArray().ToDictionary(one => one!.Text("name"), one => one!);
        dependencies.Values.ShouldAllBe(one => (double)one["milliseconds"]! >= 0);
        foreach (string server in (string[])["api", "postgresql", "rabbitmq", "redis"])
        {
            dependencies[server].Text("status").ShouldBe("healthy");
        }

        // Other tests may have left something for the workers to do.
        dependencies.Keys.ShouldBe(
            ["api", "postgresql", "rabbitmq", "redis", .. Backlog.All.Select(backlog => $"backlog.{backlog.Name}"), .. Subscription.All.Select(subscription => $"worker.{subscription.Worker}")], ignoreOrder: true);
        dependencies["worker.drivers"].Text("detail").ShouldContain("dead");

        JsonObject toAnybody = await app.Http.ReadAsync("api/v1/health");
        toAnybody.Text("status").ShouldBeOneOf("healthy", "degraded");
        toAnybody["dependencies"].ShouldBeNull();
    }
}

/// <summary>The API of this system is in production.</summary>
[Collection(LimitedCollection.Name)]
public sealed class ProductionHealthTests(LimitedApp app)
{
    [Theory]
    [InlineData("health")]
    [InlineData("alive")]
    public async Task Probe_WhenInProduction_Is200(string path) =>
        await Eventually.SatisfiesAsync(() => Probe.StatusAsync(app, path), status => status == "Healthy");

    [Theory]
    [InlineData("cache")]
    [InlineData("messaging")]
    public async Task Health_WhenADependencyIsAwayThatCanBeMissed_IsDegradedAndSellingGoesOn(string resource)
    {
        Shop shop = await Shop.OpenAsync(app);
        using HttpClient customer = await shop.NewCustomerAsync();
        await app.StopResourceAsync(resource);
        try
        {
            await Eventually.SatisfiesAsync(() => Probe.StatusAsync(app, "health"), status => status == "Degraded", what: $"Degraded without {resource}");
            (await Probe.StatusAsync(app, "alive")).ShouldBe("Healthy");
            JsonObject booking = await shop.BookAsync(customer, shop.SeatItem("A-1"), shop.ProductItem());
            booking.Text("status").ShouldBe("awaiting_payment");
        }
        finally
        {
            await app.StartResourceAsync(resource);
        }

        await Eventually.SatisfiesAsync(() => Probe.StatusAsync(app, "health"), status => status == "Healthy", what: $"Healthy with {resource} again");
    }

    [Fact]
    public async Task AnyCall_WhenInProductionWithoutATenant_Is400AndWithoutStackTraces()
    {
        using HttpClient nobody = app.NewClient();

        using HttpResponseMessage response = await nobody.PostAsync("api/v1/holds", new JsonObject());

        if (response.StatusCode != HttpStatusCode.TooManyRequests)
        {
            await response.ShouldRefuseAsync(400, "tenant_required");
        }
    }
}

internal static class Probe
{
    /// <summary>What a probe says of the host; the answer must be 200.</summary>
    public static async Task<string> StatusAsync(BookingApp app, string path)
    {
        using HttpResponseMessage response = await app.Http.GetAsync(path);
        return (await response.ShouldAnswerAsync(HttpStatusCode.OK)).Text("status");
    }
}
