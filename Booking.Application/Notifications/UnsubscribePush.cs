namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Nothing is sent to one of the caller's browsers any more.</summary>
public sealed record UnsubscribePushCommand(Guid Id) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class UnsubscribePushHandler(IBookingDb db, RequestContext context) : IRequestHandler<UnsubscribePushCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(UnsubscribePushCommand command, CancellationToken cancellationToken)
    {
        PushSubscription? subscription = await db.PushSubscriptions.SingleOrDefaultAsync(subscription => subscription.Id == command.Id && subscription.UserId == context.UserId, cancellationToken);
        if (subscription is null)
        {
            return PushErrors.SubscriptionNotFound;
        }

        db.PushSubscriptions.Remove(subscription);
        return Result.Success;
    }
}
