namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class EditVenueTests(BookingApp app)
{
    [Fact]
    public async Task CreateVenue_WhenComplete_CanBeReadAndFound()
    {
        Shop shop = await Shop.OfFileAsync(app);
        JsonObject body = Halls.Body().With("hours", new JsonArray(new JsonObject { ["day"] = "friday", ["opens"] = "18:00", ["closes"] = "02:00" }))
            .With("exceptions", new JsonArray(new JsonObject { ["date"] = "2027-12-24", ["note"] = "Christmas" }));

        JsonObject made = await shop.Provider.NewHallAsync(body);
        JsonObject read = await shop.Guest.ReadAsync($"api/v1/venues/{made.Text("id")}");

        read["hours"]!.AsArray().ShouldHaveSingleItem()!.Text("closes").ShouldBe("02:00");
        read["exceptions"]!.AsArray().ShouldHaveSingleItem()!["hours"]!.AsArray().ShouldBeEmpty();
        ((long)read["pricePerHour"]!["amount"]!).ShouldBe(5_000);
        read.Text("approval").ShouldBe("none");
        (await shop.Guest.ReadAsync("api/v1/venues?features=stage,test%20hall&layout=banquet&capacity=60&maxPrice=5000&q=HALL%20OF&city=berlin"))["items"]!.AsArray()
            .Select(venue => venue!.Text("id")).ShouldContain(made.Text("id"));
        (await shop.Guest.ReadAsync("api/v1/venues?features=test%20hall&layout=banquet&capacity=61"))["items"]!.AsArray().ShouldBeEmpty();
        (await shop.Guest.ReadAsync("api/v1/venues?features=test%20hall&maxPrice=4999"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task ListVenues_WhenATimeIsAsked_AnswersOnlyWhatCanBeHad()
    {
        Shop shop = await Shop.OpenAsync(app);
        string id = (await shop.Admin.NewHallAsync(Halls.Body().With("bufferAfterMinutes", 60))).Text("id");
        await shop.HoldAsync(shop.Customer, Halls.Use(id, days: 20, hour: 9, hours: 2));

        (await IdsAsync(shop, 20, 11)).ShouldNotContain(id);
        (await IdsAsync(shop, 20, 12)).ShouldContain(id);
        (await IdsAsync(shop, 20, 7)).ShouldNotContain(id);
        (await IdsAsync(shop, 20, 6)).ShouldContain(id);
        JsonNode found = (await shop.Guest.ReadAsync($"api/v1/venues?features=test%20hall&from={Shop.Hour(21, 9)}&to={Shop.Hour(21, 11)}"))["items"]![0]!;
        ((long)found["total"]!["amount"]!).ShouldBe(10_000);
    }

    [Fact]
    public async Task EditVenue_WhenTwoManagersStartFromOneCopy_TheSecondIsRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string path = $"api/v1/venues/{(await shop.Provider.NewHallAsync()).Text("id")}";
        string tag = await shop.Guest.TagAsync(path);

        using HttpResponseMessage first = await shop.Provider.ChangeAsync(HttpMethod.Patch, path, tag, new JsonObject { ["capacity"] = 120 });
        using HttpResponseMessage second = await shop.Admin.ChangeAsync(HttpMethod.Patch, path, tag, new JsonObject { ["capacity"] = 110 });
        using HttpResponseMessage blind = await shop.Admin.ChangeAsync(HttpMethod.Patch, path, null, new JsonObject { ["capacity"] = 110 });

        ((int)(await first.ShouldAnswerAsync(HttpStatusCode.OK))["capacity"]!).ShouldBe(120);
        first.Headers.ETag!.Tag.ShouldNotBe(tag);
        await second.ShouldRefuseAsync(412, "precondition_failed");
        await blind.ShouldRefuseAsync(428, "precondition_required");
        using HttpResponseMessage withdraw = await shop.Admin.ChangeAsync(HttpMethod.Delete, path, first.Headers.ETag.Tag);
        withdraw.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using HttpResponseMessage gone = await shop.Guest.SendAsync(HttpMethod.Get, path);
        await gone.ShouldRefuseAsync(404, "offering_not_found");
        (await shop.Provider.ReadAsync("api/v1/venues?managed=true&limit=200"))["items"]!.AsArray().Single(venue => path.EndsWith(venue!.Text("id"), StringComparison.Ordinal))!["offered"]!
            .GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Venues_WhenSomebodyElses_AreRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        Shop other = await Shop.OpenAsync(app);
        string id = (await shop.Admin.NewHallAsync()).Text("id");
        string tag = await shop.Guest.TagAsync($"api/v1/venues/{id}");
        JsonObject change = new() { ["capacity"] = 90 };

        using HttpResponseMessage provider = await shop.Provider.ChangeAsync(HttpMethod.Patch, $"api/v1/venues/{id}", tag, change);
        await provider.ShouldRefuseAsync(403, "not_the_owner");
        using HttpResponseMessage blackout = await shop.Provider.PostAsync($"api/v1/venues/{id}/blackouts", new JsonObject { ["from"] = Shop.Hour(3, 9), ["to"] = Shop.Hour(3, 10) });
        await blackout.ShouldRefuseAsync(403, "not_the_owner");
        using HttpResponseMessage extra = await shop.Provider.PostAsync($"api/v1/venues/{id}/extras", new JsonObject { ["name"] = "Light", ["amount"] = 1 }, key: "");
        await extra.ShouldRefuseAsync(403, "not_the_owner");
        using HttpResponseMessage customer = await shop.Customer.ChangeAsync(HttpMethod.Patch, $"api/v1/venues/{id}", tag, change);
        await customer.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage guest = await shop.Guest.PostAsync("api/v1/venues", Halls.Body(), key: "");
        await guest.ShouldRefuseAsync(401, "not_authenticated");
        using HttpResponseMessage managed = await shop.Customer.SendAsync(HttpMethod.Get, "api/v1/venues?managed=true");
        await managed.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage foreign = await other.Admin.ChangeAsync(HttpMethod.Patch, $"api/v1/venues/{id}", tag, change);
        await foreign.ShouldRefuseAsync(404, "offering_not_found");
        using HttpResponseMessage calendar = await other.Guest.SendAsync(HttpMethod.Get, $"api/v1/venues/{id}/calendar");
        await calendar.ShouldRefuseAsync(404, "offering_not_found");
    }

    [Fact]
    public async Task EditVenue_WhenSomebodyHoldsTheHall_TheHoldKeepsItsPrice()
    {
        Shop shop = await Shop.OpenAsync(app);
        string id = (await shop.Admin.NewHallAsync()).Text("id");
        JsonObject hold = await shop.HoldAsync(shop.Customer, Halls.Use(id));

        await shop.Admin.EditHallAsync(id, new JsonObject { ["rates"] = new JsonArray(new JsonObject { ["unit"] = "hour", ["amount"] = 9_900 }), ["capacity"] = 120 });
        using HttpResponseMessage booked = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));

        (await booked.ShouldAnswerAsync(HttpStatusCode.Created))["price"]!.Amount().ShouldBe(10_000);
    }

    [Theory]
    [InlineData("""{ "name": " " }""", 400, "validation_failed", "/name")]
    [InlineData("""{ "lat": 91 }""", 422, "rule_violated", "/lat")]
    [InlineData("""{ "timeZone": "Mars/Base" }""", 422, "rule_violated", "/timeZone")]
    [InlineData("""{ "capacity": 0 }""", 422, "rule_violated", "/capacity")]
    [InlineData("""{ "rates": [] }""", 422, "rule_violated", "/rates")]
    [InlineData("""{ "rates": [{ "unit": "hour", "amount": -1 }] }""", 422, "rule_violated", "/rates/0/amount")]
    [InlineData("""{ "rates": [{ "unit": "hour", "amount": 1, "days": ["sunday"] }] }""", 422, "rule_violated", "/rates")]
    [InlineData("""{ "rates": [{ "unit": "hour", "amount": 1 }, { "unit": "hour", "amount": 2 }] }""", 422, "rule_violated", "/rates/1")]
    [InlineData("""{ "rates": [null] }""", 400, "validation_failed", "/rates/0")]
    [InlineData("""{ "hours": [{ "day": "monday", "opens": "25:00", "closes": "26:00" }] }""", 400, "validation_failed", "/hours/0/opens")]
    [InlineData("""{ "hours": [{ "day": "monday", "opens": "08:00", "closes": "12:00" }, { "day": "monday", "opens": "11:00", "closes": "13:00" }] }""", 422, "rule_violated", "/hours/1")]
    [InlineData("""{ "exceptions": [{ "date": "2027-01-01" }, { "date": "2027-01-01" }] }""", 422, "rule_violated", "/exceptions/1/date")]
    [InlineData("""{ "layouts": [{ "name": "theatre", "capacity": 101 }] }""", 422, "rule_violated", "/layouts/0/capacity")]
    [InlineData("""{ "minMinutes": 600, "maxMinutes": 60 }""", 422, "rule_violated", "/maxMinutes")]
    [InlineData("""{ "holdMinutes": 121 }""", 422, "rule_violated", "/holdMinutes")]
    [InlineData("""{ "stepMinutes": 0 }""", 422, "rule_violated", "/stepMinutes")]
    [InlineData("""{ "cancellationPolicy": { "tiers": [{ "hoursBefore": 1, "refundPercent": 101 }] } }""", 422, "rule_violated", "/cancellationPolicy/tiers/0/refundPercent")]
    [InlineData("""{ "ownerId": "0197a3f2-0001-7000-8000-000000000001" }""", 400, "malformed_request", null)]
    [InlineData("""{ "approval": "perhaps" }""", 400, "malformed_request", null)]
    public async Task EditVenue_WhenBad_PointsAtItAndChangesNothing(string body, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        string path = $"api/v1/venues/{(await shop.Admin.NewHallAsync()).Text("id")}";
        string tag = await shop.Guest.TagAsync(path);

        using HttpResponseMessage response = await shop.Admin.ChangeAsync(HttpMethod.Patch, path, tag, JsonNode.Parse(body));

        await response.ShouldRefuseAsync(status, code, pointer);
        (await shop.Guest.TagAsync(path)).ShouldBe(tag);
    }

    [Theory]
    [InlineData("month=2027-13", "/month")]
    [InlineData("month=soon", "/month")]
    public async Task GetVenueCalendar_WhenTheMonthIsMalformed_PointsAtIt(string query, string pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage response = await shop.Guest.SendAsync(HttpMethod.Get, $"api/v1/venues/{shop.Hall}/calendar?{query}");
        await response.ShouldRefuseAsync(400, "validation_failed", pointer);
    }

    [Fact]
    public async Task GetVenueCalendar_WhenDaysDiffer_SaysWhy()
    {
        Shop shop = await Shop.OpenAsync(app);
        DateTime first = new DateTime(DateTime.UtcNow.Year, DateTime.UtcNow.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(2);
        string Date(int day) => first.AddDays(day - 1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        JsonArray hours = [.. Enum.GetNames<DayOfWeek>().Select(day => (JsonNode)new JsonObject { ["day"] = day.ToLowerInvariant(), ["opens"] = "10:00", ["closes"] = "20:00" })];
        string id = (await shop.Admin.NewHallAsync(Halls.Body().With("hours", hours).With("bufferAfterMinutes", 60)
            .With("exceptions", new JsonArray(new JsonObject { ["date"] = Date(2), ["note"] = "Holiday" })))).Text("id");
        JsonObject Range(int day, string from, string to) => new() { ["from"] = $"{Date(day)}T{from}:00", ["to"] = $"{Date(day)}T{to}:00", ["reason"] = "Repair" };
        using HttpResponseMessage blackout = await shop.Admin.PostAsync($"api/v1/venues/{id}/blackouts", Range(3, "09:00", "21:00"));
        await blackout.ShouldAnswerAsync(HttpStatusCode.Created);
        await shop.HoldAsync(shop.Customer, new JsonObject { ["kind"] = "venue", ["venueId"] = id, ["from"] = $"{Date(4)}T10:00:00", ["to"] = $"{Date(4)}T12:00:00", ["guests"] = 1 });

        JsonArray days = (await shop.Guest.ReadAsync($"api/v1/venues/{id}/calendar?month={first:yyyy-MM}"))["days"]!.AsArray();

        days.Count.ShouldBe(DateTime.DaysInMonth(first.Year, first.Month));
        ((int)days[0]!["freeMinutes"]!).ShouldBe(600);
        ((string?)days[1]!["reason"], (string?)days[1]!["note"]).ShouldBe(("opening_hours", "Holiday"));
        ((string?)days[2]!["reason"], (int)days[2]!["freeMinutes"]!).ShouldBe(("blackout", 0));
        ((int)days[3]!["freeMinutes"]!).ShouldBe(420);
        (days[3]!["firstFree"]!.Time("to") - days[3]!["firstFree"]!.Time("from")).TotalHours.ShouldBe(7);
    }

    private static async Task<List<string>> IdsAsync(Shop shop, int days, int hour) =>
        [.. (await shop.Guest.ReadAsync($"api/v1/venues?features=test%20hall&from={Shop.Hour(days, hour)}&to={Shop.Hour(days, hour + 2)}"))["items"]!.AsArray().Select(venue => venue!.Text("id"))];
}
