namespace Booking.Api.Payments;

using Booking.Api.Http;
using Booking.Api.Users;
using Booking.Application.Payments;
using MediatR;

internal sealed class PaymentEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/bookings/{id:guid}/payments", OpenPayment).WithTags("Payments").Describe(nameof(OpenPayment), "Opens a payment for a booking at a provider.")
            .Idempotent().Produces<PaymentView>(201).Refuses(404, 409, 410, 422);
        api.MapGet("/payments/{id:guid}", GetPayment).WithTags("Payments").Describe(nameof(GetPayment), "Shows a payment.")
            .Produces<PaymentView>().Refuses(404);
        api.MapPost("/webhooks/payments/{provider}", ReceivePaymentWebhook).WithTags("Payments").Describe(nameof(ReceivePaymentWebhook), "Takes a payment provider's signed webhook.")
            .Accepts<SandboxWebhookBody>("application/json").Produces(204).Refuses(401, 404, 422).WithoutTenant();
    }

    private static async Task<IResult> OpenPayment(Guid id, OpenPaymentRequest request, ISender sender, CancellationToken ct) =>
        (await sender.Send(new OpenPaymentProcess(id, request.Provider, request.ReturnUrl), ct)).ToCreated(payment => $"/api/v1/payments/{payment.Id}");

    private static async Task<IResult> GetPayment(Guid id, ISender sender, CancellationToken ct) => (await sender.Send(new GetPaymentQuery(id), ct)).ToOk();

    private static async Task<IResult> ReceivePaymentWebhook(string provider, HttpRequest request, ISender sender, CancellationToken ct)
    {
        // The signature covers the bytes as they came, so they are read before anything interprets them.
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body, ct);
        return (await sender.Send(new ReceivePaymentWebhookProcess(provider, name => request.Headers[name], body.ToArray()), ct)).ToNoContent();
    }
}

/// <param name="Provider">One that is switched on, e.g. <c>sandbox</c>.</param>
/// <param name="ReturnUrl">Where the provider's checkout sends the customer afterwards.</param>
internal sealed record OpenPaymentRequest(string Provider, string? ReturnUrl = null);

/// <summary>What the sandbox sends.</summary>
/// <param name="Type"><c>payment.succeeded</c> or <c>payment.failed</c>.</param>
internal sealed record SandboxWebhookBody(string Id, string Type, SandboxWebhookData Data);

/// <param name="Amount">Minor units.</param>
internal sealed record SandboxWebhookData(Guid PaymentId, long Amount, string Currency);
