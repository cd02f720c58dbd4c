namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Marks one of the caller's messages as read; repeating it changes nothing.</summary>
public sealed record ReadNotificationCommand(Guid Id) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class ReadNotificationHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<ReadNotificationCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ReadNotificationCommand command, CancellationToken cancellationToken)
    {
        Notification? message = await db.Notifications.SingleOrDefaultAsync(
            row => row.Id == command.Id && row.UserId == context.UserId && row.Channel == NotificationChannel.Inbox && row.Status == NotificationStatus.Sent, cancellationToken);
        if (message is null)
        {
            return NotificationErrors.NotFound;
        }

        message.Read(unitOfWork.Now);
        return Result.Success;
    }
}
