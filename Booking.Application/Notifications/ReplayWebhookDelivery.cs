namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Sends a delivery once more, under the same <c>webhook-id</c> and with the same body.</summary>
public sealed record ReplayWebhookDeliveryCommand(Guid EndpointId, Guid DeliveryId) : ICommand<WebhookDeliveryView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class ReplayWebhookDeliveryHandler(IBookingDb db, IUnitOfWork unitOfWork) : IRequestHandler<ReplayWebhookDeliveryCommand, Result<WebhookDeliveryView>>
{
    public async Task<Result<WebhookDeliveryView>> Handle(ReplayWebhookDeliveryCommand command, CancellationToken cancellationToken)
    {
        WebhookEndpoint? endpoint = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(endpoint => endpoint.Id == command.EndpointId, cancellationToken);
        if (endpoint is null)
        {
            return WebhookErrors.EndpointNotFound;
        }

        WebhookDelivery? delivery = await db.WebhookDeliveries
            .SingleOrDefaultAsync(delivery => delivery.Id == command.DeliveryId && delivery.EndpointId == command.EndpointId, cancellationToken);
        if (delivery is null)
        {
            return WebhookErrors.DeliveryNotFound;
        }

        if (!endpoint.IsActive)
        {
            return WebhookErrors.Disabled;
        }

        Result<Done> replayed = delivery.Replay(unitOfWork.Now);
        return replayed.IsSuccess ? WebhookDeliveryView.Of(delivery) : replayed.Error;
    }
}
