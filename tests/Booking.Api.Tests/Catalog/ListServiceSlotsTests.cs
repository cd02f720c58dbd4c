namespace Booking.Api.Tests.Catalog;

using System.Globalization;
using System.Net;
using System.Text.Json;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ListServiceSlotsTests(BookingApp app)
{
    [Fact]
    public async Task ListServices_WhenPaged_AnswersEachOnceWithItsProviders()
    {
        List<JsonElement> services = await app.Http.WalkAsync("api/v1/services?limit=1");

        services.Select(service => service.Id()).ShouldBeUnique();
        services.Count.ShouldBeGreaterThanOrEqualTo(4);
        services.ShouldAllBe(service => service.GetProperty("providers").GetArrayLength() >= 2);
        (await app.Http.ItemsAsync("api/v1/services?category=BEAUTY&city=berlin")).ShouldHaveSingleItem().Text("name").ShouldBe("Haircut");
    }

    [Fact]
    public async Task GetService_WhenItHasNotChanged_Is304()
    {
        Guid service = await HaircutAsync();
        using HttpClient other = app.NewClient(tenant: "other");

        await app.Http.ShouldBeRevalidatedAsync($"api/v1/services/{service}");
        (await app.Http.StatusAsync($"api/v1/services/{Guid.NewGuid()}")).ShouldBe(HttpStatusCode.NotFound);
        (await other.StatusAsync($"api/v1/services/{service}")).ShouldBe(HttpStatusCode.NotFound);
        (await other.StatusAsync($"api/v1/services/{service}/slots?date={Day(3)}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ListServiceSlots_WhenTheDayIsFree_AnswersSlotsInOrder()
    {
        List<JsonElement> slots = await SlotsAsync(Day(250));

        slots.Select(slot => slot.Time("from")).ShouldBeInOrder();
        slots.ShouldAllBe(slot => slot.Time("to") - slot.Time("from") == TimeSpan.FromMinutes(45));
        slots.ShouldAllBe(slot => slot.GetProperty("price").GetProperty("amount").GetInt64() == 3_800);
        slots.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task ListServiceSlots_WhenAProviderIsTaken_LeavesOutWhatTouchesIt()
    {
        JsonElement slot = (await SlotsAsync(Day(260)))[4];
        string mine = $"&providerId={slot.Text("providerId")}";
        List<DateTimeOffset> before = [.. (await SlotsAsync(Day(260), mine)).Select(row => row.Time("from"))];

        await app.TakeSlotAsync(slot.GetProperty("providerId").GetGuid(), slot.Time("from"), slot.Time("to"), null);

        // 45 minutes and a quarter of an hour after it: the half-hourly slots just before and just after are gone as well.
        List<DateTimeOffset> after = [.. (await SlotsAsync(Day(260), mine)).Select(row => row.Time("from"))];
        before.Except(after).ShouldBe([slot.Time("from").AddMinutes(-30), slot.Time("from"), slot.Time("from").AddMinutes(30)], ignoreOrder: true);
    }

    [Fact]
    public async Task ListServiceSlots_WhenTheDayIsOver_IsEmpty() => (await SlotsAsync(Day(-1))).ShouldBeEmpty();

    [Theory]
    [InlineData("", "/date")]
    [InlineData("?date=tomorrow", "/date")]
    [InlineData("?date=2027-03-01&providerId=me", "/providerId")]
    public async Task ListServiceSlots_WhenAParameterIsMalformed_PointsAtIt(string query, string pointer) =>
        (await app.Http.InvalidAsync($"api/v1/services/{await HaircutAsync()}/slots{query}")).ShouldBe([pointer]);

    [Fact]
    public async Task ListServiceSlots_WhenTheProviderIsNotOfTheService_Is422() =>
        (await app.Http.StatusAsync($"api/v1/services/{await HaircutAsync()}/slots?date={Day(3)}&providerId={Guid.NewGuid()}")).ShouldBe(HttpStatusCode.UnprocessableEntity);

    private static string Day(int days) => Offerings.At(days, 0).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<Guid> HaircutAsync() => (await app.Http.ItemsAsync("api/v1/services"))[0].Id();

    private async Task<List<JsonElement>> SlotsAsync(string date, string more = "") => await app.Http.ItemsAsync($"api/v1/services/{await HaircutAsync()}/slots?date={date}{more}");
}
