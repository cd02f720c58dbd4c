namespace Booking.Application.Payments;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Payments;
using MediatR;

/// <summary>Takes a provider's webhook: signature first, then whose payment it is, then what it says.</summary>
/// <param name="Header">Returns a request header's value, or null.</param>
public sealed record ReceivePaymentWebhookProcess(string Provider, Func<string, string?> Header, ReadOnlyMemory<byte> Body) : IProcess<Done>;

internal sealed class ReceivePaymentWebhookHandler(IPaymentProviders providers, IPaymentTenants tenants, IDatabaseClock clock, RequestContext context, ISender sender)
    : IRequestHandler<ReceivePaymentWebhookProcess, Result<Done>>
{
    public async Task<Result<Done>> Handle(ReceivePaymentWebhookProcess process, CancellationToken cancellationToken)
    {
        if (providers.Find(process.Provider) is not { } provider)
        {
            return Error.NotFound("provider_not_found", "This payment provider is not switched on.");
        }

        Result<ProviderEvent> told = provider.Read(process.Header, process.Body, await clock.NowAsync(cancellationToken));
        if (told.IsFailure)
        {
            return told.Error;
        }

        if (await tenants.FindAsync(told.Value.PaymentId, cancellationToken) is not { } tenantId)
        {
            return PaymentErrors.NotFound;
        }

        context.UseTenant(tenantId);
        return await sender.Send(new ApplyPaymentEventCommand(process.Provider, told.Value), cancellationToken);
    }
}
