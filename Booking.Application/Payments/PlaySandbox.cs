namespace Booking.Application.Payments;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Payments;
using MediatR;

/// <summary>What a customer can do at the sandbox provider's checkout.</summary>
public enum SandboxOutcome
{
    /// <summary>Pays.</summary>
    Succeed,

    /// <summary>Is refused.</summary>
    Fail,

    /// <summary>Pays after the payment window has closed.</summary>
    Late,
}

/// <summary>Plays the customer at the sandbox's checkout; the provider then sends its signed webhook.</summary>
public sealed record PlaySandboxProcess(Guid PaymentId, SandboxOutcome Outcome) : IProcess<Done>;

internal sealed class PlaySandboxHandler(ISandboxCheckout checkout, IPaymentTenants tenants, RequestContext context, ISender sender) : IRequestHandler<PlaySandboxProcess, Result<Done>>
{
    public async Task<Result<Done>> Handle(PlaySandboxProcess process, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(process.PaymentId, cancellationToken) is not { } tenantId)
        {
            return PaymentErrors.NotFound;
        }

        if (process.Outcome == SandboxOutcome.Late)
        {
            context.UseTenant(tenantId);
            Result<Done> closed = await sender.Send(new ClosePaymentWindowCommand(process.PaymentId), cancellationToken);
            if (closed.IsFailure)
            {
                return closed;
            }
        }

        return await checkout.TellAsync(tenantId, process.PaymentId, process.Outcome == SandboxOutcome.Fail ? "failed" : "succeeded", cancellationToken);
    }
}

/// <summary>The sandbox provider's checkout page, so to speak.</summary>
public interface ISandboxCheckout
{
    /// <summary>Makes the provider tell by webhook how the payment went.</summary>
    /// <param name="outcome"><c>succeeded</c> or <c>failed</c>.</param>
    Task<Result<Done>> TellAsync(Guid tenantId, Guid paymentId, string outcome, CancellationToken ct);
}
