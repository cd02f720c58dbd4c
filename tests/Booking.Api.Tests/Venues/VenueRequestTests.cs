namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class VenueRequestTests(BookingApp app)
{
    [Fact]
    public async Task BookVenue_WhenTheOwnerDoesNotDecide_HoldsAndBooksInOneStep()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = (await shop.Admin.NewHallAsync()).Text("id");

        JsonObject made = await shop.Customer.BookHallAsync(hall, Halls.Wish());

        made.Text("number").ShouldStartWith("BK-");
        made["booking"]!.Text("status").ShouldBe("awaiting_payment");
        (await shop.ClaimsAsync(made["booking"]!.Text("holdId"))).ShouldBe(["slot held"]);
        using HttpResponseMessage taken = await shop.Stranger.PostAsync($"api/v1/venues/{hall}/bookings", Halls.Wish(hour: 10));
        JsonObject problem = await taken.ShouldRefuseAsync(409, "inventory_conflict");
        problem["alternatives"]!.AsArray().Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("hard", "held")]
    [InlineData("soft", "requested")]
    [InlineData("nothing", "free")]
    public async Task BookVenue_WhenTheOwnerDecides_BlocksAsTheHallSays(string blocks, string status)
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = await RequestHallAsync(shop, blocks);

        JsonObject made = await shop.Customer.BookHallAsync(hall, Halls.Wish());

        made.Text("number").ShouldStartWith("RQ-");
        made["request"]!.Text("status").ShouldBe("pending");
        JsonArray parts = (await shop.Guest.ReadAsync($"api/v1/venues/{hall}/availability?from={Shop.Hour(20, 9)}&to={Shop.Hour(20, 11)}"))["items"]!.AsArray();
        parts.ShouldHaveSingleItem()!.Text("status").ShouldBe(status);
        using HttpResponseMessage second = await shop.Stranger.PostAsync($"api/v1/venues/{hall}/bookings", Halls.Wish(hour: 10));
        if (blocks == "hard")
        {
            (await second.ShouldRefuseAsync(409, "inventory_conflict"))["conflicts"]![0]!.Time("until").ShouldBe(made["request"]!.Time("respondBy"));
        }
        else
        {
            await second.ShouldAnswerAsync(HttpStatusCode.Created);
        }

        using HttpResponseMessage direct = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(Halls.Use(hall, days: 25)));
        ((string?)(await direct.ShouldRefuseAsync(422, "rule_violated", "/items/0/venueId"))["reason"]).ShouldBe("approval");
    }

    [Theory]
    [InlineData("hard")]
    [InlineData("soft")]
    [InlineData("nothing")]
    public async Task ApproveVenueRequest_WhenPending_BecomesABookingThatCanBePaid(string blocks)
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = await RequestHallAsync(shop, blocks);
        JsonObject made = await shop.Customer.BookHallAsync(hall, Halls.Wish());
        await shop.Admin.EditHallAsync(hall, new JsonObject { ["rates"] = new JsonArray(new JsonObject { ["unit"] = "hour", ["amount"] = 99_000 }) });

        JsonObject approved = await AnswerAsync(shop.Admin, made, "approve", HttpStatusCode.OK);

        approved.Text("status").ShouldBe("approved");
        string booking = approved.Text("bookingId");
        JsonObject read = await shop.Customer.ReadAsync($"api/v1/bookings/{booking}");
        read.Text("number")[3..].ShouldBe(made.Text("number")[3..]);
        read["price"]!.Amount().ShouldBe(10_000);
        (read.Time("payBefore") - read.Time("createdAt")).TotalHours.ShouldBe(24, tolerance: 0.1);
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking);
        await shop.PlayAsync(payment.Text("id"), "succeed");
        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking}")).Text("status").ShouldBe("confirmed");
        (await shop.ClaimsAsync(read.Text("holdId"))).ShouldBe(["slot booked"]);
        (await shop.MessagesAsync("venue_request.approved", made["request"]!.Text("id"))).ShouldBe(1);
        using HttpResponseMessage again = await PostAsync(shop.Admin, made, "approve");
        await again.ShouldRefuseAsync(409, "illegal_transition");
    }

    [Fact]
    public async Task ApproveVenueRequest_WhenAnotherHasTheTime_IsRefusedAndStaysPending()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = await RequestHallAsync(shop, "soft");
        JsonObject one = await shop.Customer.BookHallAsync(hall, Halls.Wish());
        JsonObject two = await shop.Stranger.BookHallAsync(hall, Halls.Wish(hour: 10));
        await AnswerAsync(shop.Admin, one, "approve", HttpStatusCode.OK);
        string before = await shop.FootprintAsync();

        using HttpResponseMessage late = await PostAsync(shop.Admin, two, "approve");

        (await late.ShouldRefuseAsync(409, "inventory_conflict"))["alternatives"]!.AsArray().ShouldNotBeEmpty();
        (await shop.FootprintAsync()).ShouldBe(before);
        (await shop.Stranger.ReadAsync($"api/v1/venue-requests/{two["request"]!.Text("id")}")).Text("status").ShouldBe("pending");
        (await AnswerAsync(shop.Admin, two, "decline", HttpStatusCode.OK)).Text("status").ShouldBe("declined");
    }

    [Theory]
    [InlineData("decline", "declined")]
    [InlineData("withdraw", "withdrawn")]
    public async Task Requests_WhenAnsweredWithNo_GiveTheTimeBack(string answer, string status)
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = await RequestHallAsync(shop, "hard");
        JsonObject made = await shop.Customer.BookHallAsync(hall, Halls.Wish());

        (await AnswerAsync(answer == "decline" ? shop.Admin : shop.Customer, made, answer, HttpStatusCode.OK)).Text("status").ShouldBe(status);

        await shop.Stranger.BookHallAsync(hall, Halls.Wish(hour: 10));
        (await shop.MessagesAsync("inventory.released", made["request"]!.Text("id"))).ShouldBe(1);
        using HttpResponseMessage late = await PostAsync(shop.Admin, made, "approve");
        await late.ShouldRefuseAsync(409, "illegal_transition");
    }

    [Fact]
    public async Task Requests_WhenNobodyAnswers_LapseAtOnceAndAreWrittenDown()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = await RequestHallAsync(shop, "hard");
        JsonObject made = await shop.Customer.BookHallAsync(hall, Halls.Wish());
        Guid id = Guid.Parse(made["request"]!.Text("id"));

        await app.ExecuteAsync(
            $"""
            WITH r AS (UPDATE venue_requests SET respond_by = now() - interval '1 second' WHERE tenant_id = {shop.TenantId} AND id = {id} RETURNING hold_id)
            UPDATE slot_claims SET expires_at = now() - interval '1 second' WHERE tenant_id = {shop.TenantId} AND hold_id = (SELECT hold_id FROM r)
            """);

        (await shop.Customer.ReadAsync($"api/v1/venue-requests/{id}")).Text("status").ShouldBe("lapsed");
        await shop.Stranger.BookHallAsync(hall, Halls.Wish());
        using HttpResponseMessage late = await PostAsync(shop.Admin, made, "approve");
        (await late.Content.ReadAsStringAsync()).ShouldContain(late.StatusCode == HttpStatusCode.Gone ? "venue_request_lapsed" : "illegal_transition");
        await Eventually.SatisfiesAsync(() => shop.MessagesAsync("venue_request.lapsed", id.ToString()), count => count == 1);
    }

    [Fact]
    public async Task Requests_WhenListed_ShowEachToThoseConcerned()
    {
        Shop shop = await Shop.OpenAsync(app);
        Shop other = await Shop.OpenAsync(app);
        string hall = (await shop.Provider.NewHallAsync(Halls.Body().With("approval", "required"))).Text("id");
        JsonObject made = await shop.Customer.BookHallAsync(hall, Halls.Wish());
        string id = made["request"]!.Text("id");

        (await IdsAsync(shop.Customer, "")).ShouldBe([id]);
        (await IdsAsync(shop.Stranger, "")).ShouldBeEmpty();
        (await IdsAsync(shop.Provider, "?managed=true&pending=true")).ShouldBe([id]);
        (await IdsAsync(shop.Admin, $"?managed=true&venueId={hall}")).ShouldBe([id]);
        using HttpResponseMessage managed = await shop.Customer.SendAsync(HttpMethod.Get, "api/v1/venue-requests?managed=true");
        await managed.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage guest = await shop.Guest.SendAsync(HttpMethod.Get, "api/v1/venue-requests");
        await guest.ShouldRefuseAsync(401, "not_authenticated");
        using HttpResponseMessage stranger = await shop.Stranger.SendAsync(HttpMethod.Get, $"api/v1/venue-requests/{id}");
        await stranger.ShouldRefuseAsync(404, "venue_request_not_found");
        using HttpResponseMessage foreign = await PostAsync(other.Admin, made, "approve");
        await foreign.ShouldRefuseAsync(404, "venue_request_not_found");
        using HttpResponseMessage customer = await PostAsync(shop.Customer, made, "approve");
        await customer.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage withdraw = await PostAsync(shop.Stranger, made, "withdraw");
        await withdraw.ShouldRefuseAsync(404, "venue_request_not_found");
    }

    [Fact]
    public async Task ApproveVenueRequest_WhenSomebodyElsesHall_IsRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = await RequestHallAsync(shop, "soft");
        JsonObject made = await shop.Customer.BookHallAsync(hall, Halls.Wish());
        using HttpResponseMessage response = await PostAsync(shop.Provider, made, "approve");
        await response.ShouldRefuseAsync(403, "not_the_owner");
    }

    [Theory]
    [InlineData("from", "soon", 400, "validation_failed", "/from")]
    [InlineData("guests", 0, 400, "validation_failed", "/guests")]
    [InlineData("guests", 101, 422, "rule_violated", "/guests")]
    [InlineData("layout", "circus", 422, "rule_violated", "/layout")]
    [InlineData("to", "2020-01-01T00:00:00Z", 422, "rule_violated", "/to")]
    [InlineData("recurrence", "FREQ=HOURLY;COUNT=3", 422, "rule_violated", "/recurrence")]
    [InlineData("recurrence", "FREQ=WEEKLY;COUNT=105", 422, "rule_violated", "/recurrence")]
    [InlineData("onConflict", "maybe", 400, "malformed_request", null)]
    public async Task BookVenue_WhenBad_PointsAtItAndLeavesNothing(string member, object value, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        string hall = (await shop.Admin.NewHallAsync()).Text("id");
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await shop.Customer.PostAsync($"api/v1/venues/{hall}/bookings", Halls.Wish().With(member, JsonValue.Create(value)));

        await response.ShouldRefuseAsync(status, code, pointer);
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task BookVenue_WhenRepeatedWithItsKey_BooksOnce()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = (await shop.Admin.NewHallAsync()).Text("id");
        string key = Guid.NewGuid().ToString();
        using HttpResponseMessage first = await shop.Customer.PostAsync($"api/v1/venues/{hall}/bookings", Halls.Wish(), key);
        using HttpResponseMessage second = await shop.Customer.PostAsync($"api/v1/venues/{hall}/bookings", Halls.Wish(), key);

        (await second.ShouldAnswerAsync(HttpStatusCode.Created)).Text("number").ShouldBe((await first.ShouldAnswerAsync(HttpStatusCode.Created)).Text("number"));
        second.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
    }

    internal static async Task<string> RequestHallAsync(Shop shop, string blocks) =>
        (await shop.Admin.NewHallAsync(Halls.Body().With("approval", "required").With("pendingBlocks", blocks))).Text("id");

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, JsonObject made, string answer) =>
        http.PostAsync($"api/v1/venue-requests/{made["request"]!.Text("id")}/{answer}", new JsonObject());

    private static async Task<JsonObject> AnswerAsync(HttpClient http, JsonObject made, string answer, HttpStatusCode status)
    {
        using HttpResponseMessage response = await PostAsync(http, made, answer);
        return await response.ShouldAnswerAsync(status);
    }

    private static async Task<List<string>> IdsAsync(HttpClient http, string query) =>
        [.. (await http.ReadAsync($"api/v1/venue-requests{query}"))["items"]!.AsArray().Select(request => request!.Text("id"))];
}
