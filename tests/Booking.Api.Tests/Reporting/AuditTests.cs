namespace Booking.Api.Tests.Reporting;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Bookings;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Npgsql;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class AuditTests(BookingApp app)
{
    private const string Path = "api/v1/admin/audit";

    [Fact]
    public async Task Audit_OfASale_NamesEveryStepAndWhoHasTakenIt()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.TicketItem(1));
        await CancellationTests.CancelAsync(shop.Admin, $"api/v1/bookings/{booking.Text("id")}/cancellations", """{"reason":"Fog."}""");
        JsonObject guests = await shop.HoldAsync(shop.Guest, shop.ProductItem(1));
        using (HttpResponseMessage released = await shop.Guest.SendAsync(HttpMethod.Delete, $"api/v1/holds/{guests.Text("id")}", ("X-Hold-Token", guests.Text("token"))))
        {
            released.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        string customer = Shop.Id("user", 1).ToString();
        string admin = Shop.Id("user", 5).ToString();

        // Of the hot paths the entries are made of their events, a moment later.
        string[] ofBooking = await Eventually.SatisfiesAsync(() => LinesAsync(shop, $"subject={booking.Text("id")}"), lines => lines.Any(line => line.StartsWith("MakeBooking", StringComparison.Ordinal)), what: "The booking in the audit log");
        ofBooking.ShouldContain($"MakeBooking created booking user {customer} customer");
        ofBooking.ShouldContain("ReceivePaymentWebhook changed booking anonymous  ");
        ofBooking.ShouldContain($"ConfirmCancellation changed booking user {admin} admin");
        string[] ofHold = await Eventually.SatisfiesAsync(() => LinesAsync(shop, $"subject={guests.Text("id")}"), lines => lines.Length >= 2, what: "The hold in the audit log");
        ofHold.ShouldBe(["PlaceHold created hold anonymous  ", "ReleaseHold changed hold anonymous  "], ignoreOrder: true);
        (await LinesAsync(shop, $"actor={customer}&useCase=MakeBooking")).ShouldHaveSingleItem();
        (await LinesAsync(shop, "useCase=IssueTickets&action=created")).ShouldAllBe(line => line.EndsWith("system  ", StringComparison.Ordinal));
        JsonObject entry = (await shop.Admin.ReadAsync($"{Path}?useCase=MakeBooking"))["items"]![0]!.AsObject();
        entry.Text("traceId").ShouldMatch("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task Audit_OfABackOfficeEdit_TellsWhatWasAndIsWithoutWhatIsPersonal()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject car = await shop.Admin.ReadAsync($"api/v1/cars/{shop.Car}");
        await EditAsync(shop, $"api/v1/cars/{shop.Car}", """{"seats":9,"name":"Audited"}""");
        JsonObject edited = (await shop.Admin.ReadAsync($"{Path}?subject={shop.Car}"))["items"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        (edited.Text("useCase"), edited.Text("action"), edited["subject"]!.AsObject().Text("type"), edited["actor"]!.AsObject().Text("kind")).ShouldBe(("EditCar", "changed", "car", "user"));
        string[] changes = [.. edited["changes"]!.AsArray().Select(change => $"{change!["field"]}: {change["before"]} → {change["after"]} {change["isWithheld"]}")];
        changes.ShouldContain($"name: {car.Text("name")} → Audited false");
        changes.ShouldContain($"seats: {car["seats"]} → 9 false");

        Guid driver = Shop.Id("driver", 1);
        await EditAsync(shop, $"api/v1/drivers/{driver}", """{"name":"Secret Name"}""");
        JsonObject renamed = (await shop.Admin.ReadAsync($"{Path}?subject={driver}"))["items"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        renamed["changes"]!.AsArray().Select(change => $"{change!["field"]} {change["isWithheld"]} {change["after"]}").ShouldContain("name true ");
        renamed.ToJsonString().ShouldNotContain("Secret Name");
    }

    [Fact]
    public async Task Audit_WhenARequestIsRefusedOrRepeated_HasNoEntryOfIt()
    {
        Shop shop = await Shop.OpenAsync(app);
        using (HttpResponseMessage denied = await shop.Customer.SendAsync(HttpMethod.Delete, $"api/v1/cars/{shop.Car}", ("If-Match", "\"1\"")))
        {
            await denied.ShouldRefuseAsync(403, "forbidden");
        }

        using (HttpResponseMessage stale = await shop.Admin.SendAsync(HttpMethod.Delete, $"api/v1/cars/{shop.Car}", ("If-Match", "\"99\"")))
        {
            await stale.ShouldRefuseAsync(412, "precondition_failed");
        }

        (await LinesAsync(shop, $"subject={shop.Car}")).ShouldBeEmpty();
        (await app.ScalarAsync<long>($"SELECT count(*) FROM audit_entries WHERE tenant_id = {shop.TenantId}")).ShouldBe(0);
    }

    [Fact]
    public async Task Audit_WhenReadInPagesOrAsAFile_IsTheSameList()
    {
        Shop shop = await Shop.OpenAsync(app);
        for (int i = 0; i < 5; i++)
        {
            await EditAsync(shop, $"api/v1/cars/{shop.Car}", $$"""{"name":"=cmd|' /C calc'!A{{i}}"}""");
        }

        List<string> ids = [];
        for (string? cursor = ""; cursor is not null;)
        {
            JsonObject page = await shop.Admin.ReadAsync($"{Path}?limit=2{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            ids.AddRange(page["items"]!.AsArray().Select(entry => entry!.AsObject().Text("id")));
            cursor = (string?)page["nextCursor"];
        }

        (ids.Count, ids.Distinct().Count()).ShouldBe((5, 5));
        string[][] lines = CsvText.Read(await shop.Admin.GetStringAsync(new Uri($"{Path}.csv?subject={shop.Car}", UriKind.Relative)));
        lines.Length.ShouldBe(6);
        lines[1][4].ShouldBe("EditCar");
        lines[1][8].ShouldContain("→ =cmd|' /C calc'!A4");
        (await shop.Admin.ReadAsync($"{Path}?to=2026-01-01T00:00:00Z"))["items"]!.AsArray().ShouldBeEmpty();
        foreach ((string query, string pointer) in ((string, string)[])[("subject=1", "/subject"), ("action=eaten", "/action"), ("from=today", "/from")])
        {
            using HttpResponseMessage refused = await shop.Admin.GetAsync($"{Path}?{query}");
            await refused.ShouldRefuseAsync(400, "validation_failed", pointer);
        }

        using HttpResponseMessage bad = await shop.Admin.GetAsync($"{Path}?cursor=x");
        await bad.ShouldRefuseAsync(400, "invalid_cursor");
        using HttpResponseMessage forbidden = await shop.Provider.GetAsync(Path);
        await forbidden.ShouldRefuseAsync(403, "forbidden");
    }

    [Theory]
    [InlineData("booking_app")]
    [InlineData("booking_worker")]
    public async Task Audit_WhenAWorkingRoleRewritesIt_IsRefused(string role)
    {
        await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        foreach (string change in (string[])["UPDATE audit_entries SET use_case = 'x'", "DELETE FROM audit_entries", "TRUNCATE audit_entries"])
        {
            await using NpgsqlCommand command = new($"SET ROLE {role}; {change}", connection);
            (await Should.ThrowAsync<PostgresException>(command.ExecuteNonQueryAsync(), change)).SqlState.ShouldBe("42501");
        }
    }

    [Fact]
    public async Task Bookings_AsAFile_CannotCarryAFormula()
    {
        Shop shop = await Shop.OpenAsync(app);
        string[] names = ["=1+1", "+1", "-1", "@SUM(A1)", "a\"b,c", "Zoë"];
        foreach (string name in names)
        {
            JsonObject hold = await shop.HoldAsync(shop.Customer, shop.FreeTicketItem());
            JsonObject body = Shop.BookingOf(hold.Text("id"));
            body["customer"]!["name"] = name;
            using HttpResponseMessage made = await shop.Customer.PostAsync("api/v1/bookings", body);
            await made.ShouldAnswerAsync(HttpStatusCode.Created);
        }

        const string path = "api/v1/admin/bookings.csv";
        string[][] lines = CsvText.Read(await shop.Admin.GetStringAsync(new Uri($"{path}?status=confirmed", UriKind.Relative)));
        lines[0][..2].ShouldBe(["number", "status"]);
        lines[1..].Select(line => line[6]).Reverse().ShouldBe(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "a\"b,c", "Zoë"]);
        lines[1..].ShouldAllBe(line => line[1] == "confirmed" && line[12] == "EUR" && line[13] == "0");
        CsvText.Read(await shop.Admin.GetStringAsync(new Uri($"{path}?status=cancelled", UriKind.Relative))).Length.ShouldBe(1);
        using HttpResponseMessage forbidden = await shop.Customer.GetAsync(path);
        await forbidden.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage bad = await shop.Admin.GetAsync($"{path}?status=eaten");
        await bad.ShouldRefuseAsync(400, "validation_failed", "/status");
    }

    private static async Task EditAsync(Shop shop, string path, string body)
    {
        using HttpResponseMessage read = await shop.Admin.GetAsync(path);
        using HttpRequestMessage request = new(HttpMethod.Patch, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag.ShouldNotBeNull().ToString());
        using HttpResponseMessage edited = await shop.Admin.SendAsync(request);
        await edited.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    private static async Task<string[]> LinesAsync(Shop shop, string query) => [.. (await shop.Admin.ReadAsync($"{Path}?limit=200&{query}"))["items"]!.AsArray()
        .Select(entry => $"{entry!["useCase"]} {entry["action"]} {entry["subject"]?["type"]} {entry["actor"]!["kind"]} {entry["actor"]!["id"]} {string.Join(',', entry["actor"]!["roles"]!.AsArray())}")];
}
