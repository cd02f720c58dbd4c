namespace Booking.Api.Tests.Reporting;

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Api.Tests.Tenants;
using Booking.Application.Reporting;
using Booking.Infrastructure.Persistence;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>The reports about those who wait and those who drive, from events as their features tell them.</summary>
[Collection(BookingCollection.Name)]
public sealed class WaitlistAndDriverReportsTests(BookingApp app)
{
    private const string Conversion = "api/v1/admin/waitlist-conversion";
    private const string Utilisation = "api/v1/admin/driver-utilisation";

    private static readonly Guid Dora = Shop.Id("driver", 1);
    private static readonly Guid Dan = Shop.Id("driver", 2);

    [Fact]
    public async Task WaitlistConversion_OfTwoKindsOnTwoDays_TellsWhatWasOfferedAndTaken()
    {
        Shop shop = await Shop.OfFileAsync(app);
        await TellAsync(shop, 1,
        [
            .. Enumerable.Repeat(("waitlist.joined", (object)new { kind = "ticket" }), 5),
            .. Enumerable.Repeat(("waitlist.offered", (object)new { kind = "ticket", holdId = Guid.NewGuid() }), 3),
            ("waitlist.accepted", new { kind = "ticket", holdId = Guid.NewGuid() }),
            ("waitlist.declined", new { kind = "ticket", holdId = Guid.NewGuid() }),
            ("waitlist.expired", new { kind = "ticket", holdId = Guid.NewGuid() }),
            ("waitlist.expired", new { kind = "ticket", holdId = (Guid?)null }),
            ("waitlist.joined", new { kind = "car" }),
        ]);
        await TellAsync(shop, 2, [("waitlist.joined", new { kind = "car" }), ("waitlist.left", new { kind = "car" })]);

        const string period = "from=2026-05-01&to=2026-05-03";
        (await LinesAsync(shop, $"{Conversion}?{period}&groupBy=kind")).ShouldBe(["- car 2 0 0 0 0 1 0 -", "- ticket 5 3 1 1 1 0 0.6 0.3333"]);
        (await LinesAsync(shop, $"{Conversion}?{period}")).ShouldBe(["2026-05-01 - 6 3 1 1 1 0 0.5 0.3333", "2026-05-02 - 1 0 0 0 0 1 0 -"]);
        (await LinesAsync(shop, $"{Conversion}?{period}&groupBy=total&kind=ticket")).ShouldBe(["- - 5 3 1 1 1 0 0.6 0.3333"]);
        (await LinesAsync(shop, $"{Conversion}?from=2026-05-02&to=2026-05-03&groupBy=kind")).ShouldBe(["- car 1 0 0 0 0 1 0 -"]);
        (await LinesAsync(await Shop.OpenAsync(app), $"{Conversion}?{period}")).ShouldBeEmpty();
        string[][] file = CsvText.Read(await shop.Admin.GetStringAsync(new Uri($"{Conversion}.csv?{period}&groupBy=kind", UriKind.Relative)));
        file.ShouldBe(
        [
            ["day", "kind", "joined", "offered", "accepted", "declined", "expired", "left", "offer_rate", "acceptance_rate"],
            ["", "car", "2", "0", "0", "0", "0", "1", "0", ""],
            ["", "ticket", "5", "3", "1", "1", "1", "0", "0.6", "0.3333"],
        ]);

        static string Line(JsonNode line) => Of(line, "day", "kind", "joined", "offered", "accepted", "declined", "expired", "left", "offerRate", "acceptanceRate");
        async Task<string[]> LinesAsync(Shop of, string path) => [.. (await of.Admin.ReadAsync(path))["items"]!.AsArray().Select(line => Line(line!))];
    }

    [Fact]
    public async Task DriverUtilisation_OfTwoDrivers_TellsWhatTheyDroveOfTheirShifts()
    {
        Shop shop = await Shop.OfFileAsync(app);
        DateTimeOffset start = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);
        await TellAsync(shop, 32,
        [
            .. Enumerable.Repeat(("assignment.offered", (object)new { driverId = Dora }), 3),
            .. Enumerable.Repeat(("assignment.accepted", (object)new { driverId = Dora }), 2),
            ("assignment.declined", new { driverId = Dora }),
            ("assignment.finished", new { driverId = Dora, startedAt = start, finishedAt = start.AddMinutes(90) }),
            ("assignment.finished", new { driverId = Dora, startedAt = start.AddHours(3), finishedAt = start.AddHours(4) }),
            ("assignment.offered", new { driverId = Dan }),
            ("assignment.expired", new { driverId = Dan }),
        ]);

        // Dora is on call at any hour: two days are 48 hours.
        const string period = "from=2026-06-01&to=2026-06-03";
        JsonArray lines = (await shop.Admin.ReadAsync($"{Utilisation}?{period}"))["items"]!.AsArray();
        lines.Select(line => Of(line!, "driverId", "offered", "accepted", "declined", "expired", "finished", "drivenMinutes")).ShouldBe([$"{Dora} 3 2 1 0 2 150", $"{Dan} 1 0 0 1 0 0"]);
        ((long)lines[0]!["shiftMinutes"]!, (decimal)lines[0]!["utilisation"]!).ShouldBe((2_880, Math.Round(150m / 2_880, 4, MidpointRounding.AwayFromZero)));
        (await shop.Admin.ReadAsync($"{Utilisation}?{period}&driverId={Dan}"))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("driverId").ShouldBe(Dan.ToString());
        (await shop.Admin.ReadAsync($"{Utilisation}?{period}&top=1"))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("driverId").ShouldBe(Dora.ToString());
        (await shop.Admin.ReadAsync($"{Utilisation}?from=2026-06-02&to=2026-06-03"))["items"]!.AsArray().ShouldBeEmpty();
        (await (await Shop.OpenAsync(app)).Admin.ReadAsync($"{Utilisation}?{period}"))["items"]!.AsArray().ShouldBeEmpty();
        string[][] file = CsvText.Read(await shop.Admin.GetStringAsync(new Uri($"{Utilisation}.csv?{period}", UriKind.Relative)));
        file[0].ShouldBe(["driver_id", "name", "offered", "accepted", "declined", "expired", "finished", "driven_minutes", "shift_minutes", "utilisation"]);
        file[1].ShouldBe([Dora.ToString(), lines[0]!.Text("name"), "3", "2", "1", "0", "2", "150", "2880", "0.0521"]);
        file.Length.ShouldBe(3);
    }

    /// <summary>A spreadsheet would calculate the names as they are, and calculates none of the cells; PostgreSQL keeps no NUL.</summary>
    [Fact]
    public async Task Files_WhenANameBeginsWithABlankOrABreak_CarryNoFormula()
    {
        Shop shop = await Shop.OpenAsync(app);
        string[] names = ["\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\t\t@SUM(A1)", "\r\n-1", "\u00a0+1", "=1+1"];
        List<(string, object)> offered = [];
        for (int i = 0; i < names.Length; i++)
        {
            Guid driver = Shop.Id("driver", i + 1);
            string name = names[i];
            await app.ExecuteAsync($"UPDATE drivers SET name = {name} WHERE tenant_id = {shop.TenantId} AND id = {driver}");
            offered.Add(("assignment.offered", new { driverId = driver }));
        }

        await TellAsync(shop, 1, offered);
        string query = "from=2026-05-01&to=2026-05-02";

        // The check finds every name that nobody has made harmless.
        string[] told = [.. (await shop.Admin.ReadAsync($"{Utilisation}?{query}"))["items"]!.AsArray().Select(line => line!.Text("name"))];
        told.ShouldBe(names, ignoreOrder: true);
        told.ShouldAllBe(name => CsvText.IsFormula(name));
        CsvText.IsFormula("\0=1+1").ShouldBeTrue();
        CsvText.IsFormula("Zoë").ShouldBeFalse();

        string text = await shop.Admin.GetStringAsync(new Uri($"{Utilisation}.csv?{query}", UriKind.Relative));
        string[] cells = [.. CsvText.Read(text)[1..].Select(line => line[1])];
        cells.ShouldBe(told.Select(name => "'" + name));
        cells.ShouldAllBe(cell => !CsvText.IsFormula(cell));
        text.ShouldNotContain('\0');
        (await Should.ThrowAsync<Npgsql.PostgresException>(app.ExecuteAsync($"UPDATE drivers SET name = {"\0=1+1"} WHERE tenant_id = {shop.TenantId}"))).SqlState.ShouldBe("22021");
    }

    private static string Of(JsonNode line, params string[] members) => string.Join(' ', members.Select(member => line[member] is { } value ? Convert.ToString((object)value, CultureInfo.InvariantCulture) : "-"));

    /// <param name="day">Since the end of April.</param>
    private async Task TellAsync(Shop shop, int day, IReadOnlyList<(string Type, object Data)> events)
    {
        DateTimeOffset at = new DateTimeOffset(2026, 4, 30, 12, 0, 0, TimeSpan.Zero).AddDays(day);
        await using TenantPool pool = await TenantPool.OpenAsync(app);
        foreach ((string type, object data) in events)
        {
            (await pool.SendAsync(shop.TenantId, new RecordFactProcess(Guid.CreateVersion7(), type, Guid.CreateVersion7(), at, JsonSerializer.SerializeToElement(data, StoredJson.Options)), CancellationToken.None)).IsSuccess.ShouldBeTrue();
        }

        await Eventually.SatisfiesAsync(() => app.ScalarAsync<long>($"SELECT count(*) FROM unreported_events WHERE tenant_id = {shop.TenantId}"), waiting => waiting == 0, what: "All facts in the reports");
    }
}
