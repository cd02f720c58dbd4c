namespace Booking.Application.Tenants;

using Booking.Application.Abstractions;
using Booking.Application.Attribution;
using Booking.Application.Notifications;
using Booking.Domain.Attribution;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Seals a tenant's secrets with the current key: those that lie as they are, from before there were keys, and those of an older key, which
/// can be taken away afterwards.
/// </summary>
public sealed record ResealSecretsCommand : ICommand<int>;

internal sealed class ResealSecretsHandler(IBookingDb db, ISecretBox secrets, RequestContext context) : IRequestHandler<ResealSecretsCommand, Result<int>>
{
    public async Task<Result<int>> Handle(ResealSecretsCommand command, CancellationToken cancellationToken)
    {
        int sealedAnew = 0;

        // A tenant has few endpoints. Whoever rotates a secret at this moment wins: this is repeated.
        foreach (WebhookEndpoint endpoint in await db.WebhookEndpoints.ToListAsync(cancellationToken))
        {
            if (!secrets.IsCurrent(endpoint.Secret) || (endpoint.PreviousSecret is { } previous && !secrets.IsCurrent(previous)))
            {
                endpoint.Reseal(kept => secrets.SealWebhookSecret(secrets.OpenWebhookSecret(kept, endpoint), endpoint.TenantId, endpoint.Id));
                sealedAnew++;
            }
        }

        foreach (ConversionSettings settings in await db.ConversionSettings.ToListAsync(cancellationToken))
        {
            if (!secrets.IsCurrent(settings.AccessToken))
            {
                settings.Reseal(secrets.SealConversionToken(secrets.OpenConversionToken(settings.AccessToken, context.TenantId), context.TenantId));
                sealedAnew++;
            }
        }

        return sealedAnew;
    }
}
