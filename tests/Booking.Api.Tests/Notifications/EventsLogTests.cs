namespace Booking.Api.Tests.Notifications;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Npgsql;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class EventsLogTests(BookingApp app)
{
    private const string Path = "api/v1/events-log";

    [Fact]
    public async Task ReadEventsLog_WhenReadInSteps_ShowsEveryEventOnceInOrder()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.FreeTicketItem());
        // The ticket and two messages are the last that anybody has to say of a free booking.
        await EventuallyThereAsync(shop, "ticket.issued");
        await EventuallyThereAsync(shop, "notification.sent", times: 2);

        JsonObject all = await shop.Admin.ReadAsync(Path);
        List<string> types = [.. Items(all).Select(item => item.Text("type"))];
        types.ShouldBe(["hold.placed", "booking.confirmed", "ticket.issued", "notification.sent", "notification.sent"], ignoreOrder: true);
        JsonObject first = await shop.Admin.ReadAsync($"{Path}?limit=3");
        ((bool?)first["hasMore"]).ShouldBe(true);
        JsonObject second = await shop.Admin.ReadAsync($"{Path}?limit=3&after={first.Text("lastId")}");
        ((bool?)second["hasMore"]).ShouldBe(false);
        Items(first).Concat(Items(second)).Select(item => item.Text("id")).ShouldBe(Items(all).Select(item => item.Text("id")));
        JsonObject end = await shop.Admin.ReadAsync($"{Path}?after={second.Text("lastId")}");
        Items(end).ShouldBeEmpty();
        end.Text("lastId").ShouldBe(second.Text("lastId"));

        JsonObject confirmed = Items(await shop.Admin.ReadAsync($"{Path}?types=payment.failed,booking.*")).ShouldHaveSingleItem();
        (confirmed.Text("subject"), confirmed["data"]!.Text("number")).ShouldBe((booking.Text("id"), booking.Text("number")));
    }

    [Fact]
    public async Task ReadEventsLog_WhenTheRequestIsBad_RefusesIt()
    {
        Shop shop = await Shop.OfFileAsync(app);
        foreach ((string query, string pointer) in ((string, string)[])[("after=1", "/after"), ("limit=201", "/limit"), ("types=Booking", "/types/0")])
        {
            using HttpResponseMessage response = await shop.Admin.GetAsync($"{Path}?{query}");
            await response.ShouldRefuseAsync(400, "validation_failed", pointer);
        }

        using HttpResponseMessage unknown = await shop.Admin.GetAsync($"{Path}?after={Guid.NewGuid()}");
        await unknown.ShouldRefuseAsync(410, "event_not_kept");
        Shop other = await Shop.OpenAsync(app);
        await other.HoldAsync(other.Customer, other.ProductItem(1));
        Guid foreign = await app.ScalarAsync<Guid>($"SELECT id FROM outbox_messages WHERE tenant_id = {other.TenantId} LIMIT 1");
        using HttpResponseMessage theirs = await shop.Admin.GetAsync($"{Path}?after={foreign}");
        await theirs.ShouldRefuseAsync(410, "event_not_kept");
    }

    /// <summary>An event with an earlier position can be committed later; whoever has read past it would never see it.</summary>
    [Fact]
    public async Task ReadEventsLog_WhenAnEarlierEventIsNotCommitted_WaitsForIt()
    {
        Shop shop = await Shop.OpenAsync(app);
        await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        await using NpgsqlTransaction open = await connection.BeginTransactionAsync();
        await AddAsync(connection, shop.TenantId, "test.early");
        await using NpgsqlConnection another = await app.DatabaseAsOwnerAsync();
        await AddAsync(another, shop.TenantId, "test.late");

        Items(await shop.Admin.ReadAsync(Path)).ShouldBeEmpty();
        await open.CommitAsync();

        await EventuallyThereAsync(shop, "test.late");
        Items(await shop.Admin.ReadAsync(Path)).Select(item => item.Text("type")).ShouldBe(["test.early", "test.late"]);
    }

    private static Task<JsonObject> EventuallyThereAsync(Shop shop, string type, int times = 1) =>
        Eventually.SatisfiesAsync(() => shop.Admin.ReadAsync($"{Path}?types={type}"), log => Items(log).Count >= times, what: $"{type} in the log");

    private static List<JsonObject> Items(JsonObject log) => [.. log["items"]!.AsArray().Select(item => item!.AsObject())];

    private static async Task AddAsync(NpgsqlConnection connection, Guid tenantId, string type)
    {
        await using NpgsqlCommand insert = new(
            "INSERT INTO outbox_messages (tenant_id, id, type, subject, sequence, data, occurred_at, published_at) VALUES ($1, gen_random_uuid(), $2, gen_random_uuid(), 1, '{}', now(), now())", connection)
        {
            Parameters = { new() { Value = tenantId }, new() { Value = type } },
        };
        await insert.ExecuteNonQueryAsync();
    }
}
