namespace Booking.Infrastructure.Payments;

using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Booking.Application.Payments;
using Booking.Domain.Common;
using Booking.Domain.Payments;
using Microsoft.Extensions.Options;

/// <summary>Our side of the sandbox: an HTTP client of the provider's API, and the reader of its webhooks.</summary>
internal sealed class SandboxProvider(IHttpClientFactory clients, IOptions<SandboxOptions> options) : IPaymentProvider
{
    public const string ProviderName = "sandbox";

    public string Name => ProviderName;

    public async Task<Result<ProviderPayment>> OpenAsync(Payment payment, Uri? returnUrl, CancellationToken ct)
    {
        OpenRequest request = new(payment.TenantId, payment.Id, payment.Amount.Amount, payment.Amount.Currency, returnUrl);
        Result<OpenResponse> answer = await PostAsync<OpenRequest, OpenResponse>("sandbox-provider/v1/payments", request, ct);
        return answer.IsFailure ? answer.Error : new ProviderPayment(answer.Value.Reference, answer.Value.CheckoutUrl, answer.Value.ClientSecret);
    }

    public async Task<Result<ProviderRefund>> RefundAsync(Payment payment, Refund refund, CancellationToken ct)
    {
        RefundRequest request = new(payment.TenantId, refund.Id, payment.ProviderReference!, refund.Amount.Amount, refund.Amount.Currency);
        Result<RefundResponse> answer = await PostAsync<RefundRequest, RefundResponse>("sandbox-provider/v1/refunds", request, ct);
        return answer.IsFailure ? answer.Error : new ProviderRefund(answer.Value.Reference);
    }

    public Result<ProviderEvent> Read(Func<string, string?> header, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (!SandboxSignature.IsValid(options.Value.WebhookSecret, header(SandboxSignature.HeaderName), body.Span, now))
        {
            return PaymentErrors.InvalidSignature;
        }

        try
        {
            Webhook webhook = JsonSerializer.Deserialize(body.Span, WebhookJson.Default.Webhook)!;
            if (webhook is not { Id.Length: > 0 and <= 200, Type: not null, Data: { Currency: not null } data } || webhook.Id.Any(char.IsControl))
            {
                return Malformed;
            }

            ProviderEventType type = webhook.Type switch
            {
                "payment.succeeded" => ProviderEventType.Succeeded,
                "payment.failed" => ProviderEventType.Failed,
                _ => ProviderEventType.Other,
            };
            return new ProviderEvent(webhook.Id, type, data.PaymentId, new Money(data.Amount, data.Currency));
        }
        catch (JsonException)
        {
            return Malformed;
        }
    }

    private static Error Malformed => Error.Invalid("malformed_request", "The webhook is not of the sandbox's form.");

    private async Task<Result<TResponse>> PostAsync<TRequest, TResponse>(string path, TRequest request, CancellationToken ct)
    {
        try
        {
            using HttpClient client = clients.CreateClient(ProviderName);
            using HttpResponseMessage response = await client.PostAsJsonAsync(path, request, ct);
            if (!response.IsSuccessStatusCode)
            {
                return PaymentErrors.ProviderUnavailable;
            }

            TResponse? answer = await response.Content.ReadFromJsonAsync<TResponse>(ct);
            return answer is null ? PaymentErrors.ProviderUnavailable : answer;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return PaymentErrors.ProviderUnavailable;
        }
    }

    internal sealed record OpenRequest(Guid Tenant, Guid PaymentId, long Amount, string Currency, Uri? ReturnUrl);

    internal sealed record OpenResponse(string Reference, string CheckoutUrl, string? ClientSecret);

    internal sealed record RefundRequest(Guid Tenant, Guid IdempotencyKey, string Reference, long Amount, string Currency);

    internal sealed record RefundResponse(string Reference);

    internal sealed record Webhook(string Id, string Type, WebhookData Data);

    internal sealed record WebhookData(Guid PaymentId, long Amount, string Currency);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SandboxProvider.Webhook))]
internal sealed partial class WebhookJson : JsonSerializerContext;
