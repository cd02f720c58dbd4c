namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;

/// <summary>Writes down what a provider has told of a message; what comes twice or too late changes nothing.</summary>
public sealed record ApplyDeliveryReportCommand(DeliveryReport Report) : ICommand<Done>;

internal sealed class ApplyDeliveryReportHandler(IBookingDb db, IUnitOfWork unitOfWork, ConsentDesk consents) : IRequestHandler<ApplyDeliveryReportCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ApplyDeliveryReportCommand command, CancellationToken cancellationToken)
    {
        DeliveryReport report = command.Report;
        Notification? notification = await db.LockNotificationAsync(report.NotificationId, cancellationToken);

        // It may be told before our own transaction has written down that it was sent; it is not kept for ever either.
        if (notification is null || (notification.ProviderId is { } known && known != report.ProviderId))
        {
            return Result.Success;
        }

        if (report.Delivery is { } delivery)
        {
            notification.Report(delivery, report.Reason, unitOfWork.Now);
        }

        if (report.IsUnsubscribed && notification.UserId is { } user)
        {
            await consents.WithdrawAsync(user, notification.Channel, cancellationToken);
        }

        return Result.Success;
    }
}
