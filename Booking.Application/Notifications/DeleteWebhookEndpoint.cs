namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Removes an endpoint with its log; what waits for it is not sent.</summary>
public sealed record DeleteWebhookEndpointCommand(Guid Id, long Version) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class DeleteWebhookEndpointHandler(IBookingDb db) : IRequestHandler<DeleteWebhookEndpointCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeleteWebhookEndpointCommand command, CancellationToken cancellationToken)
    {
        WebhookEndpoint? endpoint = await db.WebhookEndpoints.SingleOrDefaultAsync(endpoint => endpoint.Id == command.Id, cancellationToken);
        if (endpoint is null)
        {
            return WebhookErrors.EndpointNotFound;
        }

        Result<Done> allowed = endpoint.CheckVersion(command.Version);
        if (allowed.IsSuccess)
        {
            db.WebhookEndpoints.Remove(endpoint);
        }

        return allowed;
    }
}
