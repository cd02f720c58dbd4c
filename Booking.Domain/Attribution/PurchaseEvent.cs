namespace Booking.Domain.Attribution;

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>A purchase as TikTok's Events API 1.3 is told of it: one member of <c>data</c>.</summary>
public sealed record PurchaseEvent(
    [property: JsonPropertyName("event")] string Event,
    [property: JsonPropertyName("event_time")] long EventTime,
    [property: JsonPropertyName("event_id")] string EventId,
    [property: JsonPropertyName("user")] PurchaseEvent.Person User,
    [property: JsonPropertyName("page")] PurchaseEvent.Visited? Page,
    [property: JsonPropertyName("properties")] PurchaseEvent.Order Properties)
{
    private const string Product = "product";

    private static readonly JsonSerializerOptions Format = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="booking">Confirmed.</param>
    public static PurchaseEvent Of(Booking booking, BookingAttribution attribution) => new(
        ConversionDelivery.CompletePayment,
        (booking.ConfirmedAt ?? booking.CreatedAt).ToUnixTimeSeconds(),
        booking.Number,
        new Person(
            ConversionIdentity.OfEmail(booking.Customer.Email),
            booking.Customer.Phone is { } phone ? ConversionIdentity.OfPhone(phone) : null,
            booking.CustomerId is { } customer ? ConversionIdentity.OfCustomer(customer) : null,
            attribution.ClickId, attribution.CookieId, attribution.Address, attribution.UserAgent),
        attribution.LandingPage is { } url ? new Visited(url, attribution.Referrer) : null,
        new Order(
            MajorUnits.Of(booking.Price.Total), booking.Price.Total.Currency, booking.Number, Product,
            [.. booking.Items.Select((item, index) => ContentOf(item, booking.Price.OfItems([index]).Total))]));

    public string ToText() => JsonSerializer.Serialize(this, Format);

    private static Content ContentOf(HoldItem item, Money total)
    {
        int quantity = Math.Max(item.Quantity, 1);
        return new Content(item.OfferingId.ToString(), Product, item.Title, item.Kind, quantity, MajorUnits.Of(total with { Amount = Shares.Divide(total.Amount, quantity) }));
    }

    public sealed record Person(
        [property: JsonPropertyName("email")] string Email,
        [property: JsonPropertyName("phone")] string? Phone,
        [property: JsonPropertyName("external_id")] string? ExternalId,
        [property: JsonPropertyName("ttclid")] string? ClickId,
        [property: JsonPropertyName("ttp")] string? CookieId,
        [property: JsonPropertyName("ip")] string? Address,
        [property: JsonPropertyName("user_agent")] string? UserAgent);

    public sealed record Visited([property: JsonPropertyName("url")] string Url, [property: JsonPropertyName("referrer")] string? Referrer);

    /// <param name="Value">In major units.</param>
    public sealed record Order(
        [property: JsonPropertyName("value")] decimal Value,
        [property: JsonPropertyName("currency")] string Currency,
        [property: JsonPropertyName("order_id")] string OrderId,
        [property: JsonPropertyName("content_type")] string ContentType,
        [property: JsonPropertyName("contents")] IReadOnlyList<Content> Contents);

    /// <param name="Price">Of one, in major units.</param>
    public sealed record Content(
        [property: JsonPropertyName("content_id")] string ContentId,
        [property: JsonPropertyName("content_type")] string ContentType,
        [property: JsonPropertyName("content_name")] string ContentName,
        [property: JsonPropertyName("content_category")] string ContentCategory,
        [property: JsonPropertyName("quantity")] int Quantity,
        [property: JsonPropertyName("price")] decimal Price);
}
