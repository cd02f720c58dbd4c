namespace Booking.Api.Tests.Notifications;

using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Domain.Users;
using Booking.Infrastructure.Messaging;
using Booking.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class BookingHubTests(BookingApp app)
{
    [Fact]
    public async Task Events_WhenACustomerBuys_AreToldToTheOwnerAndToAdminsOnlyAndAsInTheLog()
    {
        Shop shop = await Shop.OpenAsync(app);
        await using HubClient customer = await ConnectAsync(shop, "user", 1, Roles.Customer);
        await using HubClient stranger = await ConnectAsync(shop, "user", 2, Roles.Customer);
        await using HubClient driver = await ConnectAsync(shop, "user", 3, Roles.Driver);
        await using HubClient admin = await ConnectAsync(shop, "user", 5, Roles.Admin);
        await using HubClient guest = await HubClient.ConnectAsync(app, tenant: shop.Slug);

        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.TicketItem());
        await shop.HoldAsync(shop.Stranger, shop.ProductItem());

        // The tickets come from a worker and name no customer.
        foreach (string type in (string[])["hold.placed", "booking.awaiting_payment", "booking.confirmed", "payment.succeeded", "ticket.issued", "receipt.issued"])
        {
            JsonObject told = await customer.HearAsync(type);
            JsonObject toAdmin = await admin.HearAsync(type, body => body.Text("id") == told.Text("id"));
            JsonNode logged = (await shop.Admin.ReadAsync($"api/v1/events-log?types={type}"))["items"]!.AsArray().Single(entry => entry!.AsObject().Text("id") == told.Text("id"))!;
            JsonNode.DeepEquals(told, logged).ShouldBeTrue($"{told}\n{logged}");
            JsonNode.DeepEquals(toAdmin, logged).ShouldBeTrue();
        }

        (await customer.HearAsync("booking.confirmed"))["data"]!.Text("number").ShouldBe(booking.Text("number"));
        (await admin.HearAsync("hold.placed", body => body["data"]!.Text("customerId") == Shop.Id("user", 2).ToString())).ShouldNotBeNull();
        await stranger.HearAsync("hold.placed");
        stranger.Types().ShouldBe(["hold.placed"]);
        customer.Types().ShouldNotContain("inventory.released");
        driver.Types().ShouldBeEmpty();
        guest.Types().ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_WhenTheyAreADrivers_AreToldToThatDriver()
    {
        Shop shop = await Shop.OpenAsync(app);
        await using HubClient driver = await ConnectAsync(shop, "user", 3, Roles.Driver);
        await using HubClient customer = await ConnectAsync(shop, "user", 1, Roles.Customer);
        Guid self = await app.ScalarAsync<Guid>($"SELECT id FROM drivers WHERE tenant_id = {shop.TenantId} AND user_id = {Shop.Id("user", 3)}");

        await RaiseAsync(shop, "assignment.offered", $$"""{ "driverId": "{{Guid.NewGuid()}}" }""");
        await RaiseAsync(shop, "assignment.offered", $$"""{ "driverId": "{{self}}" }""");
        await RaiseAsync(shop, "ride.unassigned", $$"""{ "driverId": "{{self}}", "customerId": "{{Shop.Id("user", 1)}}" }""");
        await RaiseAsync(shop, "assignment.finished", $$"""{ "driverId": "{{self}}", "bookingId": "{{Guid.NewGuid()}}" }""");

        await driver.HearAsync("assignment.finished");
        driver.Types().ShouldBe(["assignment.offered", "assignment.finished"]);
        customer.Types().ShouldBeEmpty();
    }

    [Fact]
    public async Task StatsChanged_WhenItIsSaidOften_IsToldToAdminsNowAndThen()
    {
        Shop shop = await Shop.OpenAsync(app);
        await using HubClient admin = await ConnectAsync(shop, "user", 5, Roles.Admin);
        await using HubClient customer = await ConnectAsync(shop, "user", 1, Roles.Customer);
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:messaging"] = app.ConnectionString("messaging") })
            .Build();
        long began = Stopwatch.GetTimestamp();
        await using StatsNotifier notifier = new(new Broker(configuration), TimeProvider.System, NullLogger<StatsNotifier>.Instance);

        await Eventually.SatisfiesAsync(
            () =>
            {
                notifier.Changed(shop.TenantId);
                return Task.FromResult(admin.Types().Length);
            },
            told => told >= 2, what: "Two messages");

        admin.Types().ShouldAllBe(type => type == "stats.changed");
        admin.Types().Length.ShouldBeLessThanOrEqualTo(1 + (int)Math.Ceiling(Stopwatch.GetElapsedTime(began).TotalSeconds));
        customer.Types().ShouldBeEmpty();
    }

    [Fact]
    public async Task HoldExpiring_WhenTheEndIsNear_IsToldOnceForEachEnd()
    {
        Shop shop = await Shop.OpenAsync(app);
        await using HubClient customer = await ConnectAsync(shop, "user", 1, Roles.Customer);
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.ProductItem());
        Guid id = Guid.Parse(hold.Text("id"));

        await app.ExecuteAsync($"UPDATE holds SET expires_at = now() + interval '50 seconds' WHERE tenant_id = {shop.TenantId} AND id = {id}");
        JsonObject first = await customer.HearAsync("hold.expiring");
        (first["data"]!.Text("holdId"), first["data"]!.Text("customerId")).ShouldBe((hold.Text("id"), Shop.Id("user", 1).ToString()));
        using HttpResponseMessage extended = await shop.Customer.PostAsync($"api/v1/holds/{id}/extend", content: null);
        extended.IsSuccessStatusCode.ShouldBeTrue();
        await app.ExecuteAsync($"UPDATE holds SET expires_at = now() + interval '50 seconds' WHERE tenant_id = {shop.TenantId} AND id = {id}");

        await customer.HearAsync("hold.expiring", body => body.Text("id") != first.Text("id"));
        (await shop.MessagesAsync("hold.expiring", hold.Text("id"))).ShouldBe(2);
    }

    [Fact]
    public async Task Connect_WhenTheTokenIsBad_IsRefusedAndNotTakenForAGuest()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Guid user = Shop.Id("user", 1);
        string good = shop.Token(user, Roles.Customer);

        (await Should.ThrowAsync<HubRefusedException>(() => HubClient.ConnectAsync(app, good + "x"))).Status.ShouldBe(401);
        (await Should.ThrowAsync<HubRefusedException>(() => HubClient.ConnectAsync(app, shop.Token(user, Roles.Customer, TimeSpan.FromMinutes(-2))))).Status.ShouldBe(401);
        (await Should.ThrowAsync<HubRefusedException>(() => HubClient.ConnectAsync(app, tenant: "nobody"))).Status.ShouldBe(404);
        await using HubClient accepted = await HubClient.ConnectAsync(app, good);
    }

    [Fact]
    public async Task Connect_WhenATicketIsUsed_OpensOneConnection()
    {
        Shop shop = await Shop.OpenAsync(app);
        using HttpResponseMessage issued = await shop.Customer.PostAsync("api/v1/realtime/tickets", content: null);
        string ticket = (await issued.ShouldAnswerAsync(HttpStatusCode.Created)).Text("ticket");

        await using HubClient customer = await HubClient.ConnectAsync(app, ticket);
        (await Should.ThrowAsync<HubRefusedException>(() => HubClient.ConnectAsync(app, ticket))).Status.ShouldBe(401);
        (await Should.ThrowAsync<HubRefusedException>(() => HubClient.ConnectAsync(app, "ht_" + new string('0', 64)))).Status.ShouldBe(401);
        await shop.HoldAsync(shop.Customer, shop.ProductItem());
        await customer.HearAsync("hold.placed");

        using HttpResponseMessage guest = await shop.Guest.PostAsync("api/v1/realtime/tickets", content: null);
        await guest.ShouldRefuseAsync(401, "not_authenticated");
    }

    [Fact]
    public async Task Connection_WhenItsTokenExpires_IsClosed()
    {
        Shop shop = await Shop.OfFileAsync(app);
        await using HubClient brief = await HubClient.ConnectAsync(app, shop.Token(Shop.Id("user", 1), Roles.Customer, TimeSpan.FromSeconds(3)));
        await using HubClient lasting = await ConnectAsync(shop, "user", 1, Roles.Customer);

        await brief.Closed.WaitAsync(TimeSpan.FromSeconds(30));
        lasting.Closed.IsCompleted.ShouldBeFalse();
        await lasting.CallAsync("Resume", (JsonNode?)null);
    }

    [Fact]
    public async Task Connect_WhenAPageOfAStrangerAsks_IsRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string token = shop.Token(Shop.Id("user", 1), Roles.Customer);
        foreach (string foreign in (string[])["https://evil.example", "null", "http://127.0.0.1.evil.example"])
        {
            (await Should.ThrowAsync<HubRefusedException>(() => HubClient.ConnectAsync(app, token, origin: foreign))).Status.ShouldBe(403, foreign);
        }

        // The tests' system is in Development, where pages of this machine are friends.
        foreach (string own in (string[])["http://localhost:3000", $"http://{app.Http.BaseAddress!.Authority}"])
        {
            await using HubClient accepted = await HubClient.ConnectAsync(app, token, origin: own);
        }
    }

    [Fact]
    public async Task Watch_WhenItMayNot_IsRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Shop other = await Shop.OpenAsync(app);
        await using HubClient guest = await HubClient.ConnectAsync(app, tenant: shop.Slug);
        Guid theirs = Guid.CreateVersion7();
        await app.ExecuteAsync(
            $"INSERT INTO products SELECT (jsonb_populate_record(p, jsonb_build_object('id', {theirs}))).* FROM products p WHERE tenant_id = {other.TenantId} AND id = {other.Product}");
        Guid draft = await app.ScalarAsync<Guid>($"UPDATE events SET status = 'draft' WHERE tenant_id = {other.TenantId} AND id = {other.SeatedEvent} RETURNING id");

        (await Should.ThrowAsync<HubCallException>(() => guest.WatchAsync("product", theirs))).Message.ShouldEndWith("offering_not_found");
        (await Should.ThrowAsync<HubCallException>(() => guest.WatchAsync("user", Shop.Id("user", 1)))).Message.ShouldEndWith("offering_not_found");
        (await Should.ThrowAsync<HubCallException>(() => guest.CallAsync("Resume", (JsonNode?)null))).Message.ShouldEndWith("not_authenticated");
        await using HubClient owner = await HubClient.ConnectAsync(app, tenant: other.Slug);
        await owner.WatchAsync("product", theirs);
        (await Should.ThrowAsync<HubCallException>(() => owner.WatchAsync("event", draft))).Message.ShouldEndWith("offering_not_found");

        foreach (Guid car in Enumerable.Range(1, 19).Select(number => Shop.Id("car", number)).Prepend(shop.Product))
        {
            await RepeatedAsync(() => guest.WatchAsync(car == shop.Product ? "product" : "car", car));
        }

        (await RefusalAsync(() => guest.WatchAsync("venue", shop.Hall))).ShouldNotBeNull().ShouldEndWith("too_many_watches");
        await RepeatedAsync(() => guest.CallAsync("Unwatch", "car", Shop.Id("car", 1)));
        await RepeatedAsync(() => guest.WatchAsync("venue", shop.Hall));
    }

    [Fact]
    public async Task Calls_WhenThereAreTooMany_AreRefusedForAWhile()
    {
        Shop shop = await Shop.OfFileAsync(app);
        await using HubClient guest = await HubClient.ConnectAsync(app, tenant: shop.Slug);

        Exception?[] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ => await Record.ExceptionAsync(() => guest.CallAsync("Unwatch", "car", shop.Car))));

        answers.OfType<HubCallException>().ShouldAllBe(refusal => refusal.Message.EndsWith("rate_limited"));
        answers.OfType<HubCallException>().ShouldNotBeEmpty();
        answers.Count(answer => answer is null).ShouldBeGreaterThan(30);
        await RepeatedAsync(() => guest.CallAsync("Unwatch", "car", shop.Car));
    }

    [Fact]
    public async Task Message_WhenItIsTooLarge_ClosesTheConnection()
    {
        Shop shop = await Shop.OfFileAsync(app);
        await using HubClient guest = await HubClient.ConnectAsync(app, tenant: shop.Slug);

        Task call = guest.CallAsync("Unwatch", new string('x', 10_000), shop.Car);

        await guest.Closed.WaitAsync(TimeSpan.FromSeconds(20));
        call.IsCompletedSuccessfully.ShouldBeFalse();
    }

    private static Task<HubClient> ConnectAsync(Shop shop, string kind, int number, string role) => HubClient.ConnectAsync(shop.App, shop.Token(Shop.Id(kind, number), role));

    /// <summary>Writes an event as if something had happened.</summary>
    private Task<int> RaiseAsync(Shop shop, string type, string data) => app.ExecuteAsync(
        $"INSERT INTO outbox_messages (tenant_id, id, type, subject, sequence, data, occurred_at) VALUES ({shop.TenantId}, gen_random_uuid(), {type}, gen_random_uuid(), 1, {data}::jsonb, now())");

    /// <summary>Again for as long as it is called too often.</summary>
    private static async Task RepeatedAsync(Func<Task> call) => (await RefusalAsync(call)).ShouldBeNull();

    private static async Task<string?> RefusalAsync(Func<Task> call) => await Eventually.SatisfiesAsync(
        async () => (await Record.ExceptionAsync(call))?.Message, refusal => refusal?.EndsWith("rate_limited", StringComparison.Ordinal) != true, what: "A call that is not one too many");
}
