namespace Booking.Api.Tests.Holds.Requests;

using System.Globalization;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Times that nobody can mean, and local times on the days when the clocks change.</summary>
[Collection(BookingCollection.Name)]
public sealed class HoldTimeTests(BookingApp app)
{
    private const string Invalid = "validation_failed";
    private const string Rule = "rule_violated";

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["past"] = new(Shop.Hour(-2, 9), Shop.Hour(-2, 12), 422, Rule, "/from"),
        ["begun"] = new(Shop.Hour(-1, 9), Shop.Hour(3, 12), 422, Rule, "/from"),
        ["the epoch"] = new("1970-01-01T00:00:00Z", "1970-01-02T00:00:00Z", 422, Rule, "/from"),
        ["reversed"] = new(Shop.Hour(20, 12), Shop.Hour(20, 9), 422, Rule, "/to"),
        ["empty"] = new(Shop.Hour(20, 12), Shop.Hour(20, 12), 422, Rule, "/to"),
        ["too short"] = new("59 minutes", "", 422, Rule, "/to"),
        ["endless"] = new(Shop.Hour(20, 9), Shop.Hour(500, 9), 422, Rule, "/to"),
        ["years long"] = new(Shop.Hour(20, 9), Shop.Hour(20 + 365 * 30, 9), 422, Rule, "/to"),
        ["far in the future"] = new(Shop.Hour(800, 9), Shop.Hour(800, 12), 422, Rule, "/to"),
        ["in the year 8999"] = new("8999-01-01T09:00:00Z", "8999-01-01T12:00:00Z", 422, Rule, "/to"),
        ["from the year 1"] = new("0001-01-01T00:00:00Z", Shop.Hour(20, 9), 400, Invalid, "/from"),
        ["to the year 9999"] = new(Shop.Hour(20, 9), "9999-12-31T23:59:59Z", 400, Invalid, "/to"),
        ["to the year 9999 in local time"] = new(Shop.Hour(20, 9), "9999-12-31T23:59:59", 400, Invalid, "/to"),
        ["to the year 99999"] = new(Shop.Hour(20, 9), "99999-01-01T00:00:00Z", 400, Invalid, "/to"),
        ["before our era"] = new("-0001-01-01T00:00:00Z", Shop.Hour(20, 9), 400, Invalid, "/from"),
        ["on 30 February"] = new("2027-02-30T09:00:00Z", Shop.Hour(20, 9), 400, Invalid, "/from"),
        ["at 25 o'clock"] = new("2027-03-01T25:00:00Z", Shop.Hour(20, 9), 400, Invalid, "/from"),
        ["in a leap second"] = new("2026-12-31T23:59:60Z", Shop.Hour(20, 9), 400, Invalid, "/from"),
        ["with an offset of 25 hours"] = new("2027-03-01T09:00:00+25:00", Shop.Hour(20, 9), 400, Invalid, "/from"),
        ["a date alone"] = new("2027-03-01", Shop.Hour(20, 9), 400, Invalid, "/from"),
        ["a word"] = new("tomorrow", Shop.Hour(20, 9), 400, Invalid, "/from"),
        ["empty text"] = new("", Shop.Hour(20, 9), 400, Invalid, "/from"),
        ["SQL"] = new("now()'; --", Shop.Hour(20, 9), 400, Invalid, "/from"),
        ["infinity"] = new(Shop.Hour(20, 9), "infinity", 400, Invalid, "/to"),
        ["10,000 characters"] = new(new string('2', 10_000), Shop.Hour(20, 9), 400, Invalid, "/from"),
        ["with a NUL"] = new("2027-03-01T09:00:00Z\0", Shop.Hour(20, 9), 400, Invalid, "/from"),
        ["in an unknown zone"] = new(Shop.Local(20, 9), Shop.Local(20, 12), 422, Rule, "/from", "Europe/Atlantis"),
        ["in a zone without a name"] = new(Shop.Local(20, 9), Shop.Local(20, 12), 422, Rule, "/from", ""),
        ["in a zone that is a path"] = new(Shop.Local(20, 9), Shop.Local(20, 12), 422, Rule, "/from", "../../etc/passwd"),
    };

    public static TheoryData<string, string> CarsAndHalls
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string name in Cases.Keys)
            {
                cases.Add("car", name);
                cases.Add("venue", name);
            }

            return cases;
        }
    }

    /// <summary>The next year's days when the clocks of Europe/Berlin change, at 2:30 in the night.</summary>
    private static DateTime Gap => LastSunday(3).AddHours(2.5);

    private static DateTime Overlap => LastSunday(10).AddHours(2.5);

    [Theory]
    [MemberData(nameof(CarsAndHalls))]
    public async Task PlaceHold_WhenTheTimeMakesNoSense_IsRefusedAndNothingHasHappened(string kind, string name)
    {
        Shop shop = await Shop.OfFileAsync(app);
        Case wrong = Cases[name];
        (string from, string to) = wrong.From == "59 minutes" ? (Shop.Local(20, 9), Shop.Local(20, 9, 59)) : (wrong.From, wrong.To);
        JsonObject item = (kind == "car" ? shop.CarItem() : shop.HallItem()).With("from", from).With("to", to);
        if (wrong.Zone is not null)
        {
            item["timeZone"] = wrong.Zone;
        }

        await RefuseAsync(shop, item, wrong.Status, wrong.Code, $"/items/0{wrong.Pointer}");
    }

    [Theory]
    [InlineData("2027-13-01T10:00:00", 400, Invalid)]
    [InlineData("1999-03-01T10:00:00", 422, Rule)]
    [InlineData("8999-03-01T10:00:00", 422, Rule)]
    [InlineData("off the grid", 422, Rule)]
    [InlineData("before work", 422, Rule)]
    [InlineData("after work", 422, Rule)]
    [InlineData("an hour's second", 422, Rule)]
    public async Task PlaceHold_WhenNoAppointmentBeginsThen_IsRefused(string from, int status, string code)
    {
        Shop shop = await Shop.OfFileAsync(app);
        string time = from switch
        {
            "off the grid" => Shop.Local(20, 10, 10),
            "before work" => Shop.Local(20, 8),
            "after work" => Shop.Local(20, 17, 30),
            "an hour's second" => Shop.Local(20, 10).Replace(":00:00", ":00:01", StringComparison.Ordinal),
            _ => from,
        };

        // Years past the horizon are refused by the window's end, which an appointment has only in its pointer.
        await RefuseAsync(shop, shop.ServiceItem().With("from", time), status, code, "/items/0/from");
    }

    [Fact]
    public async Task PlaceHold_WhenTheHallIsClosed_IsRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        int sunday = Enumerable.Range(14, 7).First(days => DateTime.UtcNow.Date.AddDays(days).DayOfWeek == DayOfWeek.Sunday);

        await RefuseAsync(shop, Hall(shop, shop.WeekdayHall, Shop.Local(sunday, 10), Shop.Local(sunday, 12)), 422, Rule, "/items/0/from");
        await RefuseAsync(shop, Hall(shop, shop.WeekdayHall, Shop.Local(sunday + 1, 20), Shop.Local(sunday + 1, 23)), 422, Rule, "/items/0/from");
        await RefuseAsync(shop, Hall(shop, shop.BufferedHall, Shop.Local(20, 7), Shop.Local(20, 9)), 422, Rule, "/items/0/from");
        await RefuseAsync(shop, Hall(shop, shop.BufferedHall, Shop.Local(20, 22), Shop.Local(21, 9)), 422, Rule, "/items/0/from");
        await shop.HoldAsync(shop.Customer, Hall(shop, shop.WeekdayHall, Shop.Local(sunday + 1, 10), Shop.Local(sunday + 1, 12)));
    }

    [Fact]
    public async Task PlaceHold_WhenALocalTimeIsSkippedByTheClocks_IsRefusedWithItsPointer()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string before = Text(Gap.AddHours(-2));
        string gap = Text(Gap);
        string after = Text(Gap.AddHours(3));

        await RefuseAsync(shop, shop.CarItem().With("from", gap).With("to", after), 422, Rule, "/items/0/from");
        await RefuseAsync(shop, shop.CarItem().With("from", before).With("to", gap), 422, Rule, "/items/0/to");
        await RefuseAsync(shop, shop.HallItem().With("from", gap).With("to", after), 422, Rule, "/items/0/from");
        await RefuseAsync(shop, shop.CarItem().With("carId", shop.SaigonCar).With("from", gap).With("to", after).With("timeZone", "Europe/Berlin"), 422, Rule, "/items/0/from");
    }

    /// <summary>The controls of the gap: the same wall time is there elsewhere, and with an offset it is an instant.</summary>
    [Fact]
    public async Task PlaceHold_WhenTheSkippedTimeIsAnotherZonesOrHasAnOffset_IsPlaced()
    {
        Shop shop = await Shop.OfFileAsync(app);

        JsonObject saigon = await shop.HoldAsync(shop.Customer, shop.CarItem().With("carId", shop.SaigonCar).With("from", Text(Gap)).With("to", Text(Gap.AddHours(3))));
        JsonObject berlin = await shop.HoldAsync(shop.Customer, shop.CarItem().With("from", Text(Gap) + "+01:00").With("to", Text(Gap.AddHours(3)) + "+02:00"));

        saigon["items"]![0]!.Time("from").ShouldBe(Utc(Gap).AddHours(-7));
        berlin["items"]![0]!.Time("from").ShouldBe(Utc(Gap).AddHours(-1));
        berlin["items"]![0]!.Time("to").ShouldBe(Utc(Gap).AddHours(1));
    }

    [Fact]
    public async Task PlaceHold_WhenALocalTimeIsThereTwice_TakesTheEarlierUnlessAnOffsetIsGiven()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string end = Text(Overlap.AddHours(4));

        JsonObject earlier = await shop.HoldAsync(shop.Customer, shop.HallItem().With("from", Text(Overlap)).With("to", end));
        JsonObject later = await shop.HoldAsync(shop.Customer, shop.CarItem().With("from", Text(Overlap) + "+01:00").With("to", end));

        earlier["items"]![0]!.Time("from").ShouldBe(Utc(Overlap).AddHours(-2));
        earlier["items"]![0]!.Time("to").ShouldBe(Utc(Overlap).AddHours(3));
        earlier["price"]!.Amount().ShouldBe(5 * 12_000);
        later["items"]![0]!.Time("from").ShouldBe(Utc(Overlap).AddHours(-1));
        later["price"]!.Amount().ShouldBe(4 * 900);
    }

    private static async Task RefuseAsync(Shop shop, JsonObject item, int status, string code, string pointer)
    {
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(item));

        await response.ShouldRefuseAsync(status, code, pointer);
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    private static JsonObject Hall(Shop shop, Guid hall, string from, string to) => shop.HallItem().With("venueId", hall).With("guests", 20).With("from", from).With("to", to);

    private static DateTime LastSunday(int month)
    {
        DateTime day = new(DateTime.UtcNow.Year + 1, month, 31);
        return day.AddDays(-(int)day.DayOfWeek);
    }

    private static string Text(DateTime local) => local.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static DateTimeOffset Utc(DateTime time) => new(time, TimeSpan.Zero);

    private sealed record Case(string From, string To, int Status, string Code, string Pointer, string? Zone = null);
}
