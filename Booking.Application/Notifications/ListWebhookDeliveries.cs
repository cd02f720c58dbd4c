namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>What was sent to an endpoint, the latest first; kept for 30 days.</summary>
public sealed record ListWebhookDeliveriesQuery(Guid EndpointId, WebhookDeliveryStatus? Status, PageRequest Page) : IQuery<Page<WebhookDeliveryView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class ListWebhookDeliveriesHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListWebhookDeliveriesQuery, Result<Page<WebhookDeliveryView>>>
{
    public async Task<Result<Page<WebhookDeliveryView>>> Handle(ListWebhookDeliveriesQuery query, CancellationToken cancellationToken)
    {
        string list = $"webhook-deliveries {query.EndpointId}";
        Result<Guid> position = cursors.After(list, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        if (!await db.WebhookEndpoints.AnyAsync(endpoint => endpoint.Id == query.EndpointId, cancellationToken))
        {
            return WebhookErrors.EndpointNotFound;
        }

        IQueryable<WebhookDelivery> deliveries = db.WebhookDeliveries.AsNoTracking().Where(delivery => delivery.EndpointId == query.EndpointId);
        if (position.Value is var before && before != Guid.Empty)
        {
            deliveries = deliveries.Where(delivery => delivery.Id < before);
        }

        if (query.Status is { } status)
        {
            deliveries = deliveries.Where(delivery => delivery.Status == status);
        }

        List<WebhookDelivery> rows = await deliveries.OrderByDescending(delivery => delivery.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        return cursors.Page(list, query.Page, rows, row => row.Id, WebhookDeliveryView.Of);
    }
}
