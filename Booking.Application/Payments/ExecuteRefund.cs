namespace Booking.Application.Payments;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Payments;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Has the provider pay a refund back and writes it down. Broken off in between it is asked again with the same idempotency key,
/// so the money goes back once.
/// </summary>
/// <param name="MessageId">The event that asks for it.</param>
public sealed record ExecuteRefundProcess(Guid RefundId, Guid MessageId) : IProcess<Done>;

internal sealed class ExecuteRefundHandler(IBookingDb db, IUnitOfWork unitOfWork, IPaymentProviders providers) : IRequestHandler<ExecuteRefundProcess, Result<Done>>
{
    public const string Consumer = "refunds";

    public async Task<Result<Done>> Handle(ExecuteRefundProcess process, CancellationToken cancellationToken)
    {
        Refund? refund = await db.Refunds.AsNoTracking().SingleOrDefaultAsync(refund => refund.Id == process.RefundId, cancellationToken);
        if (refund is null)
        {
            return PaymentErrors.NotFound;
        }

        ProviderRefund? paidBack = null;
        if (!refund.IsSettled)
        {
            Payment payment = await db.Payments.AsNoTracking().SingleAsync(payment => payment.Id == refund.PaymentId, cancellationToken);
            if (providers.Find(payment.Provider) is not { } provider)
            {
                return PaymentErrors.UnknownProvider;
            }

            Result<ProviderRefund> answer = await provider.RefundAsync(payment, refund, cancellationToken);
            if (answer.IsFailure)
            {
                return answer.Error;
            }

            paidBack = answer.Value;
        }

        return await unitOfWork.RunAsync(ct => SettleAsync(process, refund.PaymentId, paidBack, ct), cancellationToken);
    }

    private async Task<Result<Done>> SettleAsync(ExecuteRefundProcess process, Guid paymentId, ProviderRefund? paidBack, CancellationToken ct)
    {
        // The payment's lock decides between two deliveries; the refund is read under it.
        Payment payment = await db.LockPaymentAsync(paymentId, ct) ?? throw new InvalidOperationException($"Payment {paymentId} has vanished.");
        Refund refund = await db.Refunds.SingleAsync(refund => refund.Id == process.RefundId, ct);
        bool isFirst = await unitOfWork.TryMarkHandledAsync(Consumer, process.MessageId, ct);
        if (!isFirst || refund.IsSettled || paidBack is null)
        {
            return Result.Success;
        }

        refund.Settle(paidBack.Reference, unitOfWork.Now);
        return payment.Refunded(refund);
    }
}
