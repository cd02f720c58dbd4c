namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text.Json;
using Booking.Api.Tests.Catalog;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class GetVenueAvailabilityTests(BookingApp app)
{
    [Fact]
    public async Task GetVenueAvailability_WhenTaken_CoversTheWindowWithoutGaps()
    {
        Guid hall = await HallAsync("Kulturhalle");
        await app.TakeSlotAsync(hall, Offerings.At(200, 10), Offerings.At(200, 12), null, TimeSpan.FromMinutes(30));
        await app.TakeSlotAsync(hall, Offerings.At(200, 14), Offerings.At(200, 15), TimeSpan.FromMinutes(10));
        await app.TakeSlotAsync(hall, Offerings.At(200, 17), Offerings.At(200, 18), TimeSpan.FromMinutes(-10));

        List<JsonElement> parts = await PartsAsync(hall, Offerings.At(200, 8), Offerings.At(200, 20));

        parts.Select(part => (part.Text("status"), part.GetProperty("reason").GetString(), part.Time("to"))).ShouldBe(
        [
            ("free", null, Offerings.At(200, 9).AddMinutes(30)),
            ("booked", "buffer", Offerings.At(200, 10)),
            ("booked", "booked", Offerings.At(200, 12)),
            ("booked", "buffer", Offerings.At(200, 12).AddMinutes(30)),
            ("free", null, Offerings.At(200, 14)),
            ("held", "held", Offerings.At(200, 15)),
            ("free", null, Offerings.At(200, 20)),
        ]);
        ShouldCover(parts, Offerings.At(200, 8), Offerings.At(200, 20));
    }

    [Fact]
    public async Task GetVenueAvailability_WhenTheHallIsKeptByItsOwner_ShowsABlackout()
    {
        Guid hall = await HallAsync("Isarsaal");

        List<JsonElement> parts = await PartsAsync(hall, Offerings.At(4, 0), Offerings.At(12, 0));

        parts.Count(part => part.Text("status") == "blackout" && part.Text("reason") == "blackout").ShouldBe(1);
        ShouldCover(parts, Offerings.At(4, 0), Offerings.At(12, 0));
    }

    [Fact]
    public async Task GetVenueAvailability_WhenTheHallHasOpeningHours_IsClosedOutsideThem()
    {
        Guid hall = await HallAsync("Seminarhaus");
        DateTimeOffset monday = Enumerable.Range(300, 7).Select(day => Offerings.At(day, 0)).First(day => day.DayOfWeek == DayOfWeek.Monday);

        JsonElement answer = await app.Http.ReadAsync(
            $"api/v1/venues/{hall}/availability?from={monday:yyyy-MM-dd}T00:00:00&to={monday.AddDays(1):yyyy-MM-dd}T00:00:00");

        DateTimeOffset midnight = answer.Time("from");
        answer.GetProperty("items").EnumerateArray().Select(part => (part.Text("status"), part.GetProperty("reason").GetString(), (part.Time("to") - midnight).TotalHours)).ShouldBe(
        [
            ("blackout", "opening_hours", 7),
            ("free", null, 22),
            ("blackout", "opening_hours", 24),
        ]);
    }

    [Fact]
    public async Task GetVenueAvailability_WhenALocalTimeDoesNotExist_Is422()
    {
        Guid hall = await HallAsync("Kulturhalle");

        (await app.Http.StatusAsync($"api/v1/venues/{hall}/availability?from=2027-03-28T02:30:00&to=2027-03-28T12:00:00")).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("from=yesterday", "/from")]
    [InlineData("from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z", "/to")]
    [InlineData("from=2027-01-01T00:00:00Z&to=2027-02-02T00:00:00Z", "/to")]
    public async Task GetVenueAvailability_WhenTheWindowIsMalformedOrTooLong_PointsAtIt(string query, string pointer) =>
        (await app.Http.InvalidAsync($"api/v1/venues/{await HallAsync("Kulturhalle")}/availability?{query}")).ShouldBe([pointer]);

    [Fact]
    public async Task GetVenueAvailability_WhenUnknownOrForeign_Is404()
    {
        using HttpClient other = app.NewClient(tenant: "other");

        (await app.Http.StatusAsync($"api/v1/venues/{Guid.NewGuid()}/availability")).ShouldBe(HttpStatusCode.NotFound);
        (await other.StatusAsync($"api/v1/venues/{await HallAsync("Kulturhalle")}/availability")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static void ShouldCover(List<JsonElement> parts, DateTimeOffset from, DateTimeOffset to)
    {
        parts[0].Time("from").ShouldBe(from);
        parts[^1].Time("to").ShouldBe(to);
        for (int i = 1; i < parts.Count; i++)
        {
            parts[i].Time("from").ShouldBe(parts[i - 1].Time("to"));
        }
    }

    private async Task<Guid> HallAsync(string name) => (await app.Http.ItemsAsync("api/v1/venues")).Find(venue => venue.Text("name").StartsWith(name, StringComparison.Ordinal)).Id();

    private Task<List<JsonElement>> PartsAsync(Guid hall, DateTimeOffset from, DateTimeOffset to) =>
        app.Http.ItemsAsync($"api/v1/venues/{hall}/availability?from={from.Query()}&to={to.Query()}");
}
