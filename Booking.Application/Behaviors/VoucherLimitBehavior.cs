namespace Booking.Application.Behaviors;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;

/// <summary>Counts the attempts to use voucher codes, before a transaction begins.</summary>
internal sealed class VoucherLimitBehavior<TRequest, TResponse>(IVoucherLimiter limiter, RequestContext context) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ITriesVoucher
    where TResponse : IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken) =>
        request.VoucherCode is not null && await limiter.TryEnterAsync(context.TenantId, context.UserId, context.Address, cancellationToken) is { } wait
            ? TResponse.Failure(VoucherErrors.TooManyAttempts(wait))
            : await next(cancellationToken);
}
