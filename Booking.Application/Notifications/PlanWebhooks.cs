namespace Booking.Application.Notifications;

using System.Diagnostics;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Plans one delivery of an event for each endpoint that wants it, however often the event arrives.</summary>
public sealed record PlanWebhooksProcess(LoggedEventView Happened) : IProcess<Done>;

internal sealed class PlanWebhooksHandler(IBookingDb db, IUnitOfWork unitOfWork) : IRequestHandler<PlanWebhooksProcess, Result<Done>>
{
    public const string Consumer = "webhooks";

    public async Task<Result<Done>> Handle(PlanWebhooksProcess process, CancellationToken cancellationToken)
    {
        // Most events of most tenants end here, after one read and without a transaction.
        List<WebhookEndpoint> endpoints = await db.WebhookEndpoints.AsNoTracking().Where(endpoint => endpoint.Status == WebhookEndpointStatus.Active).ToListAsync(cancellationToken);
        endpoints.RemoveAll(endpoint => !endpoint.Wants(process.Happened.Type));
        return endpoints.Count == 0 ? Result.Success : await unitOfWork.RunAsync(ct => PlanAsync(process.Happened, endpoints, ct), cancellationToken);
    }

    private async Task<Result<Done>> PlanAsync(LoggedEventView happened, List<WebhookEndpoint> endpoints, CancellationToken ct)
    {
        if (!await unitOfWork.TryMarkHandledAsync(Consumer, happened.Id, ct))
        {
            return Result.Success;
        }

        // An endpoint that was deleted since must not keep the others from being told.
        List<Guid> wanted = [.. endpoints.Select(endpoint => endpoint.Id)];
        List<Guid> there = await db.WebhookEndpoints.Where(endpoint => wanted.Contains(endpoint.Id)).Select(endpoint => endpoint.Id).ToListAsync(ct);
        string body = happened.ToText();
        DateTimeOffset now = unitOfWork.Now;
        foreach (WebhookEndpoint endpoint in endpoints.Where(endpoint => there.Contains(endpoint.Id)))
        {
            db.WebhookDeliveries.Add(WebhookDelivery.Plan(Guid.CreateVersion7(now), endpoint, happened.Id, happened.Type, body, now, Activity.Current?.Id));
        }

        return Result.Success;
    }
}
