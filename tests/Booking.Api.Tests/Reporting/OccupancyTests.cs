namespace Booking.Api.Tests.Reporting;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Catalog;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class OccupancyTests(BookingApp app)
{
    private const string Path = "api/v1/admin/occupancy";

    [Fact]
    public async Task Occupancy_OfEveryKind_IsWhatWasSoldOfWhatCouldBe()
    {
        Shop shop = await Shop.OpenAsync(app);
        CatalogDesk desk = new(shop);
        string ben = (await desk.ProviderAsync("Ben")).Text("id");
        string yoga = (await desk.ServiceAsync("Yoga", [ben], new() { ["seatsPerSlot"] = 3 })).Text("id");
        string massage = (await desk.ServiceAsync("Massage", [ben])).Text("id");
        JsonObject sessions = await desk.CreateAsync($"services/{yoga}/sessions", new() { ["providerId"] = ben, ["from"] = Shop.Local(20, 10), ["until"] = CatalogDesk.Day(20) });
        string session = sessions["items"]!.AsArray().ShouldHaveSingleItem()!.Text("id");
        await shop.BuyAsync(
            shop.Customer, shop.CarItem(), shop.HallItem(), CatalogDesk.Item(massage, Shop.Local(20, 14)), CatalogDesk.Item(yoga, Shop.Local(20, 10)).With("quantity", 2),
            shop.TicketItem(2), shop.SeatItem("A-1", "A-2"), shop.LegItem(0, 2, "1A", "1B"), shop.LegItem(2, 3, "1A"));
        await Eventually.SatisfiesAsync(() => app.ScalarAsync<long>($"SELECT count(*) FROM daily_use WHERE tenant_id = {shop.TenantId}"), rows => rows == 7, what: "The sale in the reports");
        long seats = await app.ScalarAsync<long>($"SELECT count(*) FROM event_seats WHERE tenant_id = {shop.TenantId} AND event_id = {shop.SeatedEvent} AND NOT is_blocked");
        long seatLegs = await app.ScalarAsync<long>(
            $"""
            SELECT (SELECT count(*) FROM jsonb_array_elements(b.seats) AS s WHERE NOT coalesce((s ->> 'isBlocked')::boolean, false)) * (SELECT count(*) - 1 FROM trip_stops c WHERE c.tenant_id = t.tenant_id AND c.trip_id = t.id)
            FROM trips t JOIN buses b ON b.tenant_id = t.tenant_id AND b.id = t.bus_id WHERE t.tenant_id = {shop.TenantId} AND t.id = {shop.Trip}
            """);
        Guid evening = await app.ScalarAsync<Guid>($"SELECT event_id FROM ticket_types WHERE tenant_id = {shop.TenantId} AND id = {shop.TicketType}");

        (await OfAsync(shop, shop.Car)).ShouldBe("car minutes 240/1440");
        (await OfAsync(shop, shop.Hall)).ShouldBe("venue minutes 240/1440");
        (await OfAsync(shop, Guid.Parse(ben))).ShouldBe("service minutes 60/660");
        (await OfAsync(shop, Guid.Parse(session))).ShouldBe("service places 2/3");
        (await OfAsync(shop, Guid.Parse(yoga))).ShouldBe("service places 2/3");
        (await OfAsync(shop, evening, days: 366)).ShouldBe("ticket places 2/1000");
        (await OfAsync(shop, shop.SeatedEvent, days: 366)).ShouldBe($"eventSeat places 2/{seats}");
        (await OfAsync(shop, shop.Trip, days: 366)).ShouldBe($"tripSeat seat_legs 5/{seatLegs}");

        // What could be sold is what it is now.
        using (HttpResponseMessage closed = await shop.Admin.PostAsync($"api/v1/venues/{shop.Hall}/blackouts", new JsonObject { ["from"] = Shop.Hour(20, 15), ["to"] = Shop.Hour(20, 17) }))
        {
            await closed.ShouldAnswerAsync(HttpStatusCode.Created);
        }

        await app.ExecuteAsync($"UPDATE pools SET capacity = 1250 WHERE tenant_id = {shop.TenantId} AND id = (SELECT pool_id FROM ticket_types WHERE tenant_id = {shop.TenantId} AND id = {shop.TicketType})");
        (await OfAsync(shop, shop.Hall)).ShouldBe("venue minutes 240/1320");
        (await OfAsync(shop, evening, days: 366)).ShouldBe("ticket places 2/1250");

        // The same offerings of somebody else have sold nothing.
        Shop other = await Shop.OfFileAsync(app);
        (await OfAsync(other, shop.Hall)).ShouldBe("venue minutes 0/1440");
        (await other.Admin.ShowAsync($"{Path}?offeringId={session}"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Occupancy_InPagesOrAsAFile_IsTheSameListAndAddsUp()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string period = $"from={CatalogDesk.Day(0)}&to={CatalogDesk.Day(9)}";
        List<JsonNode> lines = [];
        JsonArray? totals = null;
        for (string? next = $"{Path}?{period}&limit=200"; next is not null;)
        {
            using HttpResponseMessage response = await shop.Admin.GetAsync(next);
            JsonObject page = await response.ShouldAnswerAsync(HttpStatusCode.OK);
            (page["totals"] is JsonArray).ShouldBe(lines.Count == 0);
            totals ??= page["totals"]!.AsArray();
            lines.AddRange(page["items"]!.AsArray().Select(line => line!));
            next = (string?)page["nextCursor"] is { } cursor ? $"{Path}?{period}&limit=200&cursor={cursor}" : null;
            response.Headers.Contains("Link").ShouldBe(next is not null);
        }

        string[] told = [.. lines.Select(line => $"{line["day"]} {line["kind"]} {line["offeringId"]} {line["measure"]} {line["sold"]} {line["capacity"]}")];
        told.Length.ShouldBeGreaterThan(200);
        told.Distinct().Count().ShouldBe(told.Length);
        ((string[])["car", "venue", "service", "tripSeat"]).ShouldBeSubsetOf(lines.Select(line => line.Text("kind")));
        totals.ShouldNotBeNull().Select(total => $"{total!["kind"]} {total["measure"]} {total["capacity"]}").ShouldBe(
            lines.GroupBy(line => $"{line["kind"]} {line["measure"]}").Select(group => $"{group.Key} {group.Sum(line => (long)line["capacity"]!)}"));

        // Pages that end within the days of one hall.
        List<string> halls = [];
        for (string? cursor = ""; cursor is not null;)
        {
            JsonObject page = await shop.Admin.ShowAsync($"{Path}?{period}&kind=venue&limit=7{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            halls.AddRange(page["items"]!.AsArray().Select(line => $"{line!["day"]} {line["kind"]} {line["offeringId"]} {line["measure"]} {line["sold"]} {line["capacity"]}"));
            cursor = (string?)page["nextCursor"];
        }

        halls.ShouldBe(told.Where(line => line.Contains(" venue ", StringComparison.Ordinal)));
        string[][] file = CsvText.Read(await shop.Admin.GetStringAsync(new Uri($"{Path}.csv?{period}", UriKind.Relative)));
        file[0].ShouldBe(["day", "time_zone", "kind", "offering_id", "title", "starts_at", "measure", "sold", "capacity", "occupancy"]);
        file[1..].Select(cells => string.Join(' ', cells[0], cells[2], cells[3], cells[6], cells[7], cells[8])).ShouldBe(told);

        using HttpResponseMessage first = await shop.Admin.GetAsync($"{Path}?{period}&kind=car&limit=1");
        using HttpResponseMessage again = await shop.Admin.SendAsync(HttpMethod.Get, $"{Path}?{period}&kind=car&limit=1", ("If-None-Match", first.Headers.ETag.ShouldNotBeNull().ToString()));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("", "kind=product", "/kind")]
    [InlineData("", "kind=boat", "/kind")]
    [InlineData("", "offeringId=1", "/offeringId")]
    [InlineData("", "from=2027-13-01", "/from")]
    [InlineData("", "from=2027-01-01&to=2027-01-01", "/to")]
    [InlineData("", "from=2027-01-01&to=2028-01-03", "/to")]
    [InlineData("", "limit=201", "/limit")]
    [InlineData(".csv", "kind=product", "/kind")]
    [InlineData(".csv", "from=2027-01-01&to=2028-01-03", "/to")]
    public async Task Occupancy_WhenTheRequestIsBad_RefusesIt(string file, string query, string pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage response = await shop.Admin.GetAsync($"{Path}{file}?{query}");
        await response.ShouldRefuseAsync(400, "validation_failed", pointer);
    }

    [Fact]
    public async Task Occupancy_WithACursorOfSomethingElse_IsRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string audit = (string?)(await shop.Admin.ShowAsync("api/v1/cars?limit=1"))["nextCursor"] ?? "";
        foreach (string cursor in (string[])["x", audit])
        {
            using HttpResponseMessage response = await shop.Admin.GetAsync($"{Path}?cursor={cursor}");
            await response.ShouldRefuseAsync(400, "invalid_cursor");
        }
    }

    /// <summary>The one line of an offering on the day of the sale, or within so many days.</summary>
    private static async Task<string> OfAsync(Shop shop, Guid id, int? days = null)
    {
        string period = days is { } many ? $"from={CatalogDesk.Day(0)}&to={CatalogDesk.Day(many)}" : $"from={CatalogDesk.Day(20)}&to={CatalogDesk.Day(21)}";
        JsonObject answer = await shop.Admin.ShowAsync($"{Path}?{period}&offeringId={id}");
        JsonNode line = answer["items"]!.AsArray().ShouldHaveSingleItem()!;
        JsonNode total = answer["totals"]!.AsArray().ShouldHaveSingleItem()!;
        ((long)total["sold"]!, (long)total["capacity"]!).ShouldBe(((long)line["sold"]!, (long)line["capacity"]!));
        ((decimal)line["occupancy"]!).ShouldBe(Math.Round((decimal)line["sold"]! / (decimal)line["capacity"]!, 4, MidpointRounding.AwayFromZero));
        return $"{line["kind"]} {line["measure"]} {line["sold"]}/{line["capacity"]}";
    }
}
