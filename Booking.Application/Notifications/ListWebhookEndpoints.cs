namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Endpoints in the order they were made.</summary>
public sealed record ListWebhookEndpointsQuery(PageRequest Page) : IQuery<Page<WebhookEndpointView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class ListWebhookEndpointsHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListWebhookEndpointsQuery, Result<Page<WebhookEndpointView>>>
{
    private const string List = "webhook-endpoints";

    public async Task<Result<Page<WebhookEndpointView>>> Handle(ListWebhookEndpointsQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        List<WebhookEndpoint> rows = await db.WebhookEndpoints.AsNoTracking().Where(endpoint => endpoint.Id > after)
            .OrderBy(endpoint => endpoint.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, rows, row => row.Id, WebhookEndpointView.Of);
    }
}
