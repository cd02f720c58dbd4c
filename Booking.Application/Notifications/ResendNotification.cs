namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Sends a message once more, as a message of its own; the log keeps both.</summary>
public sealed record ResendNotificationCommand(Guid Id) : ICommand<SentNotificationView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class ResendNotificationHandler(IBookingDb db, IUnitOfWork unitOfWork) : IRequestHandler<ResendNotificationCommand, Result<SentNotificationView>>
{
    private static readonly Error StillPending = Error.Conflict("notification_pending", "It has not been sent yet.");

    public async Task<Result<SentNotificationView>> Handle(ResendNotificationCommand command, CancellationToken cancellationToken)
    {
        Notification? old = await db.Notifications.AsNoTracking().SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken);
        if (old is null)
        {
            return NotificationErrors.NotFound;
        }

        if (old.Status == NotificationStatus.Pending)
        {
            return StillPending;
        }

        Notification again = old.Again(Guid.CreateVersion7(unitOfWork.Now), unitOfWork.Now);
        db.Notifications.Add(again);
        return SentNotificationView.Of(again);
    }
}
