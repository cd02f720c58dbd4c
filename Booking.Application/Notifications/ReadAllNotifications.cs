namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Marks all of the caller's messages as read; one that comes while it runs may stay unread.</summary>
public sealed record ReadAllNotificationsCommand : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class ReadAllNotificationsHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<ReadAllNotificationsCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ReadAllNotificationsCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = unitOfWork.Now;
        await db.Notifications
            .Where(row => row.UserId == context.UserId && row.Channel == NotificationChannel.Inbox && row.Status == NotificationStatus.Sent && row.ReadAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now).SetProperty(row => row.Version, row => row.Version + 1), cancellationToken);
        return Result.Success;
    }
}
