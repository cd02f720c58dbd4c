namespace Booking.Chaos.Tests.Kills;

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Booking.Testing;
using RabbitMQ.Client;
using Shouldly;

/// <summary>A tenant of a test's own, with some of what tenant <c>demo</c> sells.</summary>
internal sealed class Branch
{
    /// <summary>In the order of their foreign keys.</summary>
    private static readonly string[] Copied = ["users", "pools", "cars", "events", "event_pools", "ticket_types"];

    /// <summary>As the development system has it.</summary>
    private static readonly byte[] SigningKey = "development-only-signing-key-001"u8.ToArray();

    private Branch(BookingApp app, Guid tenantId) => (App, TenantId) = (app, tenantId);

    public BookingApp App { get; }

    public Guid TenantId { get; }

    public static async Task<Branch> OpenAsync(BookingApp app)
    {
        Guid tenant = Guid.CreateVersion7();
        await app.ExecuteAsync(
            $"""
            INSERT INTO tenants (id, slug, name, address, tax_number, currency, allows_guests, created_at)
            SELECT {tenant}, {$"branch-{tenant:N}"}, name, address, tax_number, currency, true, now() FROM tenants WHERE slug = 'demo'
            """);
        foreach (string table in Copied)
        {
            await app.ExecuteAsync(FormattableStringFactory.Create(
                $$"""
                INSERT INTO {{table}} SELECT (jsonb_populate_record(t, jsonb_build_object('tenant_id', {0}, 'series_id', NULL))).* FROM {{table}} t JOIN tenants d ON d.id = t.tenant_id AND d.slug = 'demo'
                """,
                tenant));
        }

        return new Branch(app, tenant);
    }

    /// <summary>Signed in as a user, without a password.</summary>
    public AuthenticationHeaderValue SignIn(Guid user, string role)
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string head = Part(new { alg = "HS256", typ = "at+jwt", kid = "local" });
        string claims = Part(new { iss = "booking", aud = "booking", sub = user, tid = TenantId, role = new[] { role }, jti = Guid.NewGuid(), iat = now, nbf = now, exp = now + 900 });
        byte[] signature = HMACSHA256.HashData(SigningKey, Encoding.ASCII.GetBytes($"{head}.{claims}"));
        return new AuthenticationHeaderValue("Bearer", $"{head}.{claims}.{Text(signature)}");

        static string Part(object value) => Text(JsonSerializer.SerializeToUtf8Bytes(value));

        static string Text(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    public async Task<JsonElement> PostAsync(AuthenticationHeaderValue who, string path, object body)
    {
        using HttpResponseMessage response = await SendAsync(who, path, body);
        string text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public async Task<HttpResponseMessage> SendAsync(AuthenticationHeaderValue who, string path, object? body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = who;
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await App.Http.SendAsync(request);
    }

    /// <summary>Puts an event straight into one worker's queue.</summary>
    public async Task TellAsync(IChannel channel, string worker, string type, Guid id, object data) => await channel.BasicPublishAsync(
        "",
        $"booking.{worker}",
        mandatory: true,
        new BasicProperties { DeliveryMode = DeliveryModes.Persistent, MessageId = id.ToString() },
        JsonSerializer.SerializeToUtf8Bytes(new { specversion = "1.0", id, type, source = "/booking", subject = Guid.NewGuid(), tenantid = TenantId, time = DateTimeOffset.UtcNow, data }));
}
