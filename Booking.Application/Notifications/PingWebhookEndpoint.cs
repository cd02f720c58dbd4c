namespace Booking.Application.Notifications;

using System.Diagnostics;
using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Sends the endpoint an event of its own, whatever it listens to.</summary>
public sealed record PingWebhookEndpointCommand(Guid Id) : ICommand<WebhookDeliveryView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class PingWebhookEndpointHandler(IBookingDb db, IUnitOfWork unitOfWork) : IRequestHandler<PingWebhookEndpointCommand, Result<WebhookDeliveryView>>
{
    private const string Ping = "webhook_endpoint.pinged";

    public async Task<Result<WebhookDeliveryView>> Handle(PingWebhookEndpointCommand command, CancellationToken cancellationToken)
    {
        WebhookEndpoint? endpoint = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(endpoint => endpoint.Id == command.Id, cancellationToken);
        if (endpoint is null)
        {
            return WebhookErrors.EndpointNotFound;
        }

        if (!endpoint.IsActive)
        {
            return WebhookErrors.Disabled;
        }

        DateTimeOffset now = unitOfWork.Now;
        Guid id = Guid.CreateVersion7(now);
        JsonElement data = JsonSerializer.SerializeToElement(new { endpointId = endpoint.Id });
        string body = LoggedEventView.Of(id, Ping, endpoint.Id, now, endpoint.TenantId, "0", data).ToText();
        WebhookDelivery delivery = WebhookDelivery.Plan(Guid.CreateVersion7(now), endpoint, id, Ping, body, now, Activity.Current?.Id);
        db.WebhookDeliveries.Add(delivery);
        return WebhookDeliveryView.Of(delivery);
    }
}
