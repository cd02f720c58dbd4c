namespace Booking.Domain.Tests.Attribution;

using System.Text.Json.Nodes;
using Booking.Domain.Attribution;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class PurchaseEventTests
{
    private static readonly AttributionDetails Given = new(
        HasConsent: true, "E.C.P.click", "cookie", "tiktok", "paid", "summer", "video-1", "hall", "https://shop.example/summer?ttclid=E.C.P.click", "https://www.tiktok.com/", "192.0.2.7", "Browser/1.0");

    [Theory]
    [InlineData("foo@example.com", "321ba197033e81286fedb719d60d4ed5cecaed170733cb4a92013811afc0e3b6")]
    [InlineData("  Foo@Example.COM ", "321ba197033e81286fedb719d60d4ed5cecaed170733cb4a92013811afc0e3b6")]
    public void OfEmail_WhenWrittenInAnyWay_IsTheHashOfItsNormalForm(string email, string hash) => ConversionIdentity.OfEmail(email).ShouldBe(hash);

    [Fact]
    public void OfPhone_WhenInE164_IsTheHashWithThePlus() =>
        ConversionIdentity.OfPhone("+1234567890").ShouldBe("422ce82c6fc1724ac878042f7d055653ab5e983d186e616826a72d4384b68af8");

    [Fact]
    public void Of_WhenPaidAndAttributed_HasEverythingTheNetworkKnowsItBy()
    {
        Booking booking = Confirmed("EUR", 1_250, quantity: 3, phone: "+1234567890", isGuest: false);

        JsonObject happened = Told(booking, Given);

        ((string?)happened["event"], (string?)happened["event_id"], (long?)happened["event_time"]).ShouldBe(("CompletePayment", "BK-7F3K9Q", Samples.Now.ToUnixTimeSeconds()));
        JsonObject user = happened["user"]!.AsObject();
        user.Select(member => member.Key).ShouldBe(["email", "phone", "external_id", "ttclid", "ttp", "ip", "user_agent"]);
        ((string?)user["email"]).ShouldBe(ConversionIdentity.OfEmail("foo@example.com"));
        ((string?)user["external_id"]).ShouldBe(ConversionIdentity.OfCustomer(booking.CustomerId!.Value));
        ((string?)user["ttclid"], (string?)user["ttp"], (string?)user["ip"], (string?)user["user_agent"]).ShouldBe(("E.C.P.click", "cookie", "192.0.2.7", "Browser/1.0"));
        ((string?)happened["page"]!["url"], (string?)happened["page"]!["referrer"]).ShouldBe((Given.LandingPage, Given.Referrer));
        JsonObject order = happened["properties"]!.AsObject();
        (order["value"]!.ToJsonString(), (string?)order["currency"], (string?)order["order_id"], (string?)order["content_type"]).ShouldBe(("12.50", "EUR", "BK-7F3K9Q", "product"));
        JsonNode content = order["contents"]!.AsArray().ShouldHaveSingleItem().ShouldNotBeNull();
        ((string?)content["content_id"], (string?)content["content_name"], (string?)content["content_category"], (int?)content["quantity"], content["price"]!.ToJsonString())
            .ShouldBe((booking.Items[0].OfferingId.ToString(), "Thing", "product", 3, "4.17"));
    }

    [Theory]
    [InlineData("EUR", "12.50")]
    [InlineData("JPY", "1250")]
    [InlineData("VND", "1250")]
    [InlineData("KWD", "1.250")]
    [InlineData("CLF", "0.1250")]
    public void Of_WhenACurrencyHasOtherMinorUnits_WritesMajorOnes(string currency, string value) =>
        Told(Confirmed(currency, 1_250, quantity: 1), Given)["properties"]!["value"]!.ToJsonString().ShouldBe(value);

    [Fact]
    public void Of_WhenAGuestHasGivenLittle_LeavesOutWhatIsNotKnown()
    {
        JsonObject happened = Told(Confirmed("EUR", 100, quantity: 1), new AttributionDetails(true, null, null, null, null, null, null, null, null, null, null, null));

        happened.ContainsKey("page").ShouldBeFalse();
        happened["user"]!.AsObject().Select(member => member.Key).ShouldBe(["email"]);
    }

    [Fact]
    public void Capture_WithoutConsent_KeepsNothingThatRecognisesTheCustomer()
    {
        BookingAttribution kept = BookingAttribution.Capture(Guid.NewGuid(), Guid.NewGuid(), Given with { HasConsent = false }, Samples.Now);

        (kept.ClickId, kept.CookieId, kept.Address, kept.UserAgent).ShouldBe((null, null, null, null));
        (kept.UtmSource, kept.UtmCampaign, kept.LandingPage).ShouldBe(("tiktok", "summer", Given.LandingPage));
    }

    private static JsonObject Told(Booking booking, AttributionDetails given) =>
        JsonNode.Parse(PurchaseEvent.Of(booking, BookingAttribution.Capture(booking.TenantId, booking.Id, given, Samples.Now)).ToText())!.AsObject();

    private static Booking Confirmed(string currency, long amount, int quantity, string? phone = null, bool isGuest = true)
    {
        Grant grant = Samples.Grant(TimeSpan.FromMinutes(10), amount, currency: currency);
        Price price = Price.Of([new PriceLine("product", "Thing", new Money(amount, currency), 0, quantity, 0)], TaxRules.Default).Value.ShouldNotBeNull();
        Hold hold = Hold.Place(
            Guid.CreateVersion7(), Guid.CreateVersion7(), isGuest ? null : Guid.CreateVersion7(), null, [grant with { Item = grant.Item with { Quantity = quantity } }], price, Samples.Now).Value.ShouldNotBeNull();
        hold.Convert(Samples.Now);
        Booking booking = Booking.Make(
            Guid.CreateVersion7(), "BK-7F3K9Q", hold, new Customer("Foo", "Foo@Example.com", phone), [], new Dictionary<string, string>(), TimeSpan.FromMinutes(15), Samples.Now);
        booking.Confirm(Guid.CreateVersion7(), Samples.Now);
        return booking;
    }
}
