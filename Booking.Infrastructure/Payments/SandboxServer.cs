namespace Booking.Infrastructure.Payments;

using System.Net.Http.Headers;
using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Application.Payments;
using Booking.Domain.Common;
using Booking.Domain.Payments;
using Booking.Infrastructure.Persistence;
using Microsoft.Extensions.Options;
using Npgsql;

/// <summary>
/// The other side of the sandbox: a payment provider with its own books, that is asked over HTTP and tells what happened by signed
/// webhooks. It knows nothing of bookings.
/// </summary>
public sealed class SandboxServer(NpgsqlDataSource database, IHttpClientFactory clients, IOptions<SandboxOptions> options, TimeProvider clock) : ISandboxCheckout
{
    /// <summary>The HTTP client that carries the webhooks; it has no credentials but the signature.</summary>
    internal const string WebhookClient = "sandbox-webhooks";

    private const int WebhookAttempts = 3;

    /// <summary>Opens a payment, or returns the one that was opened for this id before.</summary>
    public async Task<string> OpenAsync(Guid tenantId, Guid paymentId, long amount, string currency, CancellationToken ct)
    {
        string reference = $"sbx_{paymentId:N}";
        await ExecuteAsync(
            tenantId,
            """
            INSERT INTO sandbox_payments (tenant_id, reference, payment_id, amount, currency, created_at)
            VALUES ($1, $2, $3, $4, $5, clock_timestamp()) ON CONFLICT DO NOTHING
            """,
            ct, tenantId, reference, paymentId, amount, currency);
        return reference;
    }

    /// <summary>Pays back, once per idempotency key.</summary>
    /// <returns>The refund's reference, or null when the payment is unknown or less was paid.</returns>
    public async Task<string?> RefundAsync(Guid tenantId, Guid idempotencyKey, string paymentReference, long amount, CancellationToken ct)
    {
        string reference = $"sbr_{idempotencyKey:N}";
        int changed = await ExecuteAsync(
            tenantId,
            """
            WITH payment AS (
                SELECT reference FROM sandbox_payments WHERE tenant_id = $1 AND reference = $4 AND refunded + $5 <= amount FOR UPDATE),
            booked AS (
                INSERT INTO sandbox_refunds (tenant_id, idempotency_key, reference, payment_reference, amount)
                SELECT $1, $2, $3, $4, $5 FROM payment ON CONFLICT DO NOTHING RETURNING amount)
            UPDATE sandbox_payments SET refunded = refunded + $5 WHERE tenant_id = $1 AND reference = $4 AND EXISTS (SELECT 1 FROM booked)
            """,
            ct, tenantId, idempotencyKey, reference, paymentReference, amount);
        return changed > 0 || await ExistsAsync(tenantId, idempotencyKey, ct) ? reference : null;
    }

    /// <summary>Tells by webhook how the payment went. The same outcome told again carries the same event id.</summary>
    /// <param name="outcome"><c>succeeded</c> or <c>failed</c>.</param>
    public async Task<Result<Done>> TellAsync(Guid tenantId, Guid paymentId, string outcome, CancellationToken ct)
    {
        (long Amount, string Currency)? payment = await FindAsync(tenantId, paymentId, ct);
        if (payment is not { } known)
        {
            return PaymentErrors.NotFound;
        }

        SandboxProvider.Webhook webhook = new($"evt_{paymentId:N}_{outcome}", $"payment.{outcome}", new(paymentId, known.Amount, known.Currency));
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(webhook, WebhookJson.Default.Webhook);
        for (int attempt = 1; ; attempt++)
        {
            if (await SendAsync(body, ct))
            {
                return Result.Success;
            }

            if (attempt == WebhookAttempts)
            {
                return PaymentErrors.ProviderUnavailable;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), clock, ct);
        }
    }

    /// <summary>The sandbox's API key is the webhook secret.</summary>
    public bool IsAuthorized(string? authorization) =>
        authorization is not null
        && AuthenticationHeaderValue.TryParse(authorization, out AuthenticationHeaderValue? header)
        && header.Scheme == "Bearer"
        && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
            RequestContext.HashToken(header.Parameter ?? ""), RequestContext.HashToken(options.Value.WebhookSecret));

    private async Task<bool> SendAsync(byte[] body, CancellationToken ct)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "api/v1/webhooks/payments/sandbox")
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add(SandboxSignature.HeaderName, SandboxSignature.Sign(options.Value.WebhookSecret, body, clock.GetUtcNow()));
        try
        {
            using HttpClient client = clients.CreateClient(WebhookClient);
            using HttpResponseMessage response = await client.SendAsync(request, ct);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task<(long Amount, string Currency)?> FindAsync(Guid tenantId, Guid paymentId, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch(tenantId, "SELECT amount, currency FROM sandbox_payments WHERE tenant_id = $1 AND payment_id = $2", tenantId, paymentId);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetString(1)) : null;
    }

    private async Task<bool> ExistsAsync(Guid tenantId, Guid idempotencyKey, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch(tenantId, "SELECT 1 FROM sandbox_refunds WHERE tenant_id = $1 AND idempotency_key = $2", tenantId, idempotencyKey);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct);
    }

    private async Task<int> ExecuteAsync(Guid tenantId, string sql, CancellationToken ct, params object[] parameters)
    {
        await using NpgsqlBatch batch = Batch(tenantId, sql, parameters);
        await batch.ExecuteNonQueryAsync(ct);
        return (int)batch.BatchCommands[1].RecordsAffected;
    }

    private NpgsqlBatch Batch(Guid tenantId, string sql, params object[] parameters)
    {
        NpgsqlBatch batch = database.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.For(tenantId));
        NpgsqlBatchCommand command = new(sql);
        foreach (object value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        batch.BatchCommands.Add(command);
        return batch;
    }
}
