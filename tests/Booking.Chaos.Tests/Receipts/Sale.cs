namespace Booking.Chaos.Tests.Receipts;

using System.Net.Http.Json;
using System.Text.Json;
using Booking.Testing;

/// <summary>What a customer buys over HTTP, and what the system knows of it afterwards.</summary>
internal sealed record Sale(BookingApp App, Guid BookingId, Guid TenantId)
{
    /// <summary>Holds one product, books it and pays for it; the booking is confirmed when this returns.</summary>
    public static async Task<Sale> MakeAsync(BookingApp app)
    {
        using HttpClient customer = await app.SignInAsync();
        Guid product = await app.ScalarAsync<Guid>($"SELECT p.id FROM products p JOIN pools o ON o.tenant_id = p.tenant_id AND o.id = p.pool_id JOIN tenants t ON t.id = p.tenant_id WHERE t.slug = 'demo' AND p.is_active ORDER BY o.capacity - o.held - o.sold DESC LIMIT 1");
        JsonElement hold = await PostAsync(customer, "api/v1/holds", new { items = new[] { new { kind = "product", productId = product, quantity = 1 } } });
        JsonElement booking = await PostAsync(customer, "api/v1/bookings", new { holdId = Id(hold), customer = new { name = "Ada Demo", email = "customer@demo.test" } });
        JsonElement payment = await PostAsync(customer, $"api/v1/bookings/{Id(booking)}/payments", new { provider = "sandbox" });
        await PostAsync(customer, $"api/v1/sandbox/payments/{Id(payment)}/succeed", new { });
        await Eventually.SatisfiesAsync(
            () => app.ScalarAsync<string>($"SELECT status FROM bookings WHERE id = {Id(booking)}"), status => status == "confirmed", what: "Confirming the booking");
        return new Sale(app, Id(booking), await app.ScalarAsync<Guid>($"SELECT tenant_id FROM bookings WHERE id = {Id(booking)}"));
    }

    /// <summary>The id of the event that asks for the receipt.</summary>
    public Task<Guid> ConfirmedEventAsync() => App.ScalarAsync<Guid>($"SELECT id FROM outbox_messages WHERE subject = {BookingId} AND type = 'booking.confirmed'");

    public Task<long> ReceiptsAsync() => App.ScalarAsync<long>($"SELECT count(*) FROM receipts WHERE booking_id = {BookingId} AND stored_at IS NOT NULL");

    public Task<string> NumberAsync() => App.ScalarAsync<string>($"SELECT number FROM receipts WHERE booking_id = {BookingId}");

    /// <summary>How many numbers the tenant has given out; without gaps it is the number of receipts.</summary>
    public Task<long> NumbersTakenAsync() => App.ScalarAsync<long>($"SELECT coalesce(sum(last), 0)::bigint FROM receipt_counters WHERE tenant_id = {TenantId}");

    public Task<long> IssuedEventsAsync() => App.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE type = 'receipt.issued' AND data ->> 'bookingId' = {BookingId.ToString()}");

    public async Task HasReceiptAsync() => await Eventually.SatisfiesAsync(ReceiptsAsync, count => count == 1, TimeSpan.FromSeconds(60), "The receipt");

    /// <summary>Whether the effect of the confirmed event is complete: the receipt is stored and the event is remembered.</summary>
    public async Task IsHandledAsync(Guid eventId) => await Eventually.SatisfiesAsync(
        () => App.ScalarAsync<long>($"SELECT count(*) FROM inbox_messages WHERE consumer = 'receipts' AND message_id = {eventId}"), count => count == 1, TimeSpan.FromSeconds(60), "The inbox row");

    private static Guid Id(JsonElement element) => element.GetProperty("id").GetGuid();

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using HttpResponseMessage response = await client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
        }

        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
