namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The push services say that these are no more.</summary>
public sealed record ForgetPushSubscriptionsCommand(IReadOnlyList<Guid> Ids) : ICommand<Done>;

internal sealed class ForgetPushSubscriptionsHandler(IBookingDb db) : IRequestHandler<ForgetPushSubscriptionsCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ForgetPushSubscriptionsCommand command, CancellationToken cancellationToken)
    {
        db.PushSubscriptions.RemoveRange(await db.PushSubscriptions.Where(subscription => command.Ids.Contains(subscription.Id)).ToListAsync(cancellationToken));
        return Result.Success;
    }
}
