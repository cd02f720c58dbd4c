namespace Booking.Api.Tests.Payments;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class BadPaymentTests(BookingApp app)
{
    private const string Malformed = "malformed_request";
    private const string Invalid = "validation_failed";

    [Theory]
    [InlineData("""{"provider":""}""", 400, Invalid, "/provider")]
    [InlineData("""{"provider":" "}""", 400, Invalid, "/provider")]
    [InlineData("""{"provider":1}""", 400, Malformed, "/provider")]
    [InlineData("""{"provider":["sandbox"]}""", 400, Malformed, "/provider")]
    [InlineData("""{"provider":"nobody"}""", 422, "rule_violated", "/provider")]
    [InlineData("""{"provider":"Sandbox"}""", 422, "rule_violated", "/provider")]
    [InlineData("""{"provider":"sandbox\u0000"}""", 422, "rule_violated", "/provider")]
    [InlineData("""{"provider":"'; DROP TABLE payments"}""", 422, "rule_violated", "/provider")]
    [InlineData("""{"provider":"a name of a provider that is much longer than one"}""", 400, Invalid, "/provider")]
    [InlineData("""{"provider":"sandbox","amount":{"amount":1,"currency":"EUR"}}""", 400, Malformed, null)]
    [InlineData("""{"provider":"sandbox","status":"succeeded"}""", 400, Malformed, null)]
    [InlineData("""{"provider":"sandbox","returnUrl":""}""", 400, Invalid, "/returnUrl")]
    [InlineData("""{"provider":"sandbox","returnUrl":"shop.example/thanks"}""", 400, Invalid, "/returnUrl")]
    [InlineData("""{"provider":"sandbox","returnUrl":"/thanks"}""", 400, Invalid, "/returnUrl")]
    [InlineData("""{"provider":"sandbox","returnUrl":"javascript:alert(1)"}""", 400, Invalid, "/returnUrl")]
    [InlineData("""{"provider":"sandbox","returnUrl":"file:///etc/passwd"}""", 400, Invalid, "/returnUrl")]
    [InlineData("""{"provider":"sandbox","returnUrl":7}""", 400, Malformed, "/returnUrl")]
    public async Task OpenPayment_WhenItIsAskedForWrongly_IsRefusedAndNothingHasHappened(string body, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.TicketItem(1));
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await shop.Customer.PostTextAsync($"api/v1/bookings/{booking.Text("id")}/payments", body);

        await response.ShouldRefuseAsync(status, code, pointer);
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task OpenPayment_WhenTheReturnUrlIsLongerThan2000_Is400()
    {
        Shop shop = await Shop.OfFileAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.TicketItem(1));

        using HttpResponseMessage response = await shop.Customer.PostAsync(
            $"api/v1/bookings/{booking.Text("id")}/payments", new JsonObject { ["provider"] = "sandbox", ["returnUrl"] = $"https://shop.example/{new string('x', 2_000)}" });

        await response.ShouldRefuseAsync(400, Invalid, "/returnUrl");
    }

    [Theory]
    [InlineData("succeed")]
    [InlineData("fail")]
    [InlineData("late")]
    public async Task PlaySandbox_WhenThePaymentIsUnknown_Is404(string outcome)
    {
        Shop shop = await Shop.OfFileAsync(app);

        using HttpResponseMessage response = await shop.Guest.PostAsync($"api/v1/sandbox/payments/{Guid.NewGuid()}/{outcome}", content: null);

        await response.ShouldRefuseAsync(404, "payment_not_found");
    }

    [Fact]
    public async Task OpenPayment_WhenTheBookingIsUnknown_Is404()
    {
        Shop shop = await Shop.OfFileAsync(app);

        using HttpResponseMessage response = await shop.Customer.PostAsync($"api/v1/bookings/{Guid.NewGuid()}/payments", new JsonObject { ["provider"] = "sandbox" });

        await response.ShouldRefuseAsync(404, "booking_not_found");
    }
}
