namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetWebhookEndpointQuery(Guid Id) : IQuery<Versioned<WebhookEndpointView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class GetWebhookEndpointHandler(IBookingDb db) : IRequestHandler<GetWebhookEndpointQuery, Result<Versioned<WebhookEndpointView>>>
{
    public async Task<Result<Versioned<WebhookEndpointView>>> Handle(GetWebhookEndpointQuery query, CancellationToken cancellationToken)
    {
        WebhookEndpoint? endpoint = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(endpoint => endpoint.Id == query.Id, cancellationToken);
        return endpoint is null ? WebhookErrors.EndpointNotFound : WebhookEndpointView.Tagged(endpoint);
    }
}
