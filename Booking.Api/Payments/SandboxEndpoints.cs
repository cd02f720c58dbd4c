namespace Booking.Api.Payments;

using Booking.Api.Http;
using Booking.Api.Users;
using Booking.Application.Payments;
using Booking.Infrastructure.Payments;
using MediatR;
using Microsoft.Extensions.Options;

/// <summary>The sandbox provider: the customer's side of its checkout, and the provider's own API. Mapped only where it is switched on.</summary>
internal static class SandboxEndpoints
{
    public static void Map(IEndpointRouteBuilder app, IEndpointRouteBuilder api)
    {
        if (!app.ServiceProvider.GetRequiredService<IOptions<SandboxOptions>>().Value.Enabled)
        {
            return;
        }

        RouteGroupBuilder checkout = api.MapGroup("/sandbox/payments/{id:guid}").WithTags("Sandbox").WithoutTenant();
        checkout.MapPost("/succeed", SucceedSandboxPayment).Describe(nameof(SucceedSandboxPayment), "Pays at the sandbox's checkout.").Produces(204).Refuses(404);
        checkout.MapPost("/fail", FailSandboxPayment).Describe(nameof(FailSandboxPayment), "Is refused at the sandbox's checkout.").Produces(204).Refuses(404);
        checkout.MapPost("/late", PaySandboxPaymentLate).Describe(nameof(PaySandboxPaymentLate), "Pays after the payment window has closed.").Produces(204).Refuses(404, 409);

        RouteGroupBuilder provider = app.MapGroup("/sandbox-provider/v1").ExcludeFromDescription();
        provider.MapPost("/payments", OpenAtProvider);
        provider.MapPost("/refunds", RefundAtProvider);
    }

    private static Task<IResult> SucceedSandboxPayment(Guid id, ISender sender, CancellationToken ct) => PlayAsync(id, SandboxOutcome.Succeed, sender, ct);

    private static Task<IResult> FailSandboxPayment(Guid id, ISender sender, CancellationToken ct) => PlayAsync(id, SandboxOutcome.Fail, sender, ct);

    private static Task<IResult> PaySandboxPaymentLate(Guid id, ISender sender, CancellationToken ct) => PlayAsync(id, SandboxOutcome.Late, sender, ct);

    private static async Task<IResult> PlayAsync(Guid id, SandboxOutcome outcome, ISender sender, CancellationToken ct) =>
        (await sender.Send(new PlaySandboxProcess(id, outcome), ct)).ToNoContent();

    private static async Task<IResult> OpenAtProvider(ProviderOpenRequest request, SandboxServer server, HttpRequest http, CancellationToken ct)
    {
        if (!server.IsAuthorized(http.Headers.Authorization))
        {
            return TypedResults.Unauthorized();
        }

        string reference = await server.OpenAsync(request.Tenant, request.PaymentId, request.Amount, request.Currency, ct);
        return TypedResults.Ok(new
        {
            reference,
            checkoutUrl = $"{http.Scheme}://{http.Host}/api/v1/sandbox/payments/{request.PaymentId}/succeed",
            clientSecret = (string?)null,
        });
    }

    private static async Task<IResult> RefundAtProvider(ProviderRefundRequest request, SandboxServer server, HttpRequest http, CancellationToken ct)
    {
        if (!server.IsAuthorized(http.Headers.Authorization))
        {
            return TypedResults.Unauthorized();
        }

        string? reference = await server.RefundAsync(request.Tenant, request.IdempotencyKey, request.Reference, request.Amount, ct);
        return reference is null ? TypedResults.NotFound() : TypedResults.Ok(new { reference });
    }

    private sealed record ProviderOpenRequest(Guid Tenant, Guid PaymentId, long Amount, string Currency, Uri? ReturnUrl = null);

    private sealed record ProviderRefundRequest(Guid Tenant, Guid IdempotencyKey, string Reference, long Amount, string Currency);
}
