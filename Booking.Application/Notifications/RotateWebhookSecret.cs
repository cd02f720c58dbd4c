namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Makes a new secret; for a day both sign, so that the receiver can be changed without losing anything.</summary>
public sealed record RotateWebhookSecretCommand(Guid Id) : ICommand<Versioned<WebhookEndpointView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class RotateWebhookSecretHandler(IBookingDb db, IUnitOfWork unitOfWork, ISecretBox secrets) : IRequestHandler<RotateWebhookSecretCommand, Result<Versioned<WebhookEndpointView>>>
{
    public async Task<Result<Versioned<WebhookEndpointView>>> Handle(RotateWebhookSecretCommand command, CancellationToken cancellationToken)
    {
        WebhookEndpoint? endpoint = await db.WebhookEndpoints.SingleOrDefaultAsync(endpoint => endpoint.Id == command.Id, cancellationToken);
        if (endpoint is null)
        {
            return WebhookErrors.EndpointNotFound;
        }

        string secret = WebhookSignature.NewSecret();
        endpoint.RotateSecret(secrets.SealWebhookSecret(secret, endpoint.TenantId, endpoint.Id), unitOfWork.Now);
        await db.SaveChangesAsync(cancellationToken);
        return new Versioned<WebhookEndpointView>(WebhookEndpointView.Of(endpoint) with { Secret = secret }, endpoint.Version);
    }
}
