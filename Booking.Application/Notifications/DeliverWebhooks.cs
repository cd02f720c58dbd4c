namespace Booking.Application.Notifications;

using System.Diagnostics;
using Booking.Application.Abstractions;
using Booking.Application.Behaviors;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Sends what is due to one endpoint: claims a few deliveries, sends them side by side outside of any transaction, and writes down what
/// became of them. Broken off in between they are due again after <see cref="DeliverWebhooksHandler.Lease"/>.
/// </summary>
public sealed record DeliverWebhooksProcess(Guid EndpointId) : IProcess<int>
{
    /// <summary>So many calls of one endpoint run at a time.</summary>
    public const int BatchSize = 4;
}

internal sealed class DeliverWebhooksHandler(IBookingDb db, IUnitOfWork unitOfWork, IWebhookSender sender, ISecretBox secrets, TimeProvider clock)
    : IRequestHandler<DeliverWebhooksProcess, Result<int>>
{
    /// <summary>Longer than any call takes.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public Task<Result<int>> Handle(DeliverWebhooksProcess process, CancellationToken cancellationToken) => unitOfWork.CallAsync<Due, Sent>(
        ct => ClaimAsync(process.EndpointId, ct), (due, ct) => Task.FromResult(SendAsync(due, ct)), (sent, ct) => WriteAsync(process.EndpointId, sent, ct), cancellationToken);

    private async Task<Result<TakenUp<Due>>> ClaimAsync(Guid endpointId, CancellationToken ct)
    {
        WebhookEndpoint? endpoint = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(endpoint => endpoint.Id == endpointId, ct);
        if (endpoint is null)
        {
            return WebhookErrors.EndpointNotFound;
        }

        List<WebhookDelivery> due = endpoint.IsActive ? await db.LockDueDeliveriesAsync(endpointId, unitOfWork.Now, DeliverWebhooksProcess.BatchSize, ct) : [];
        due.ForEach(delivery => delivery.Claim(unitOfWork.Now + Lease));
        return new TakenUp<Due>(due.Count, [.. due.Select(delivery => new Due(endpoint, delivery.Id, delivery.EventId, delivery.EventType, delivery.Body, delivery.TraceParent))]);
    }

    /// <summary>Each call belongs to the trace of what it tells of, whenever it is made. The receiver does not get to know the trace.</summary>
    private async Task<Sent> SendAsync(Due delivery, CancellationToken ct)
    {
        using Activity? span = UseCaseTelemetry.StartCall($"call webhook {delivery.EventType}", delivery.TraceParent);
        DateTimeOffset at = clock.GetUtcNow();
        IEnumerable<string> opened = delivery.Endpoint.SecretsAt(at).Select(secret => secrets.OpenWebhookSecret(secret, delivery.Endpoint));
        string signature = WebhookSignature.Sign(opened, delivery.EventId.ToString(), at, delivery.Body);
        WebhookAnswer answer = await sender.SendAsync(new WebhookCall(delivery.Endpoint.Url, delivery.EventId, at, signature, delivery.Body), ct);
        span.Answered(answer.StatusCode, answer.Error);
        return new Sent(delivery.Id, at, answer);
    }

    private async Task<Result<Done>> WriteAsync(Guid endpointId, IReadOnlyList<Sent> sent, CancellationToken ct)
    {
        WebhookEndpoint? endpoint = await db.WebhookEndpoints.SingleOrDefaultAsync(endpoint => endpoint.Id == endpointId, ct);
        if (endpoint is null)
        {
            return Result.Success;
        }

        foreach ((Guid id, DateTimeOffset at, WebhookAnswer answer) in sent)
        {
            WebhookDelivery? delivery = await db.WebhookDeliveries.SingleOrDefaultAsync(delivery => delivery.Id == id, ct);
            WebhookAttempt attempt = new(at, answer.StatusCode, answer.Error, (int)answer.Duration.TotalMilliseconds, answer.Excerpt);
            if (delivery is null || delivery.Record(attempt, answer.RetryAfter, OutsideCalls.Chance(), unitOfWork.Now).IsFailure)
            {
                // Removed, or taken up by somebody else after the claim had lapsed.
                continue;
            }

            if (answer.Error is null)
            {
                endpoint.Answered();
            }
            else
            {
                endpoint.Failed(WebhookDelivery.IsGone(answer.StatusCode), delivery.Status == WebhookDeliveryStatus.Failed, unitOfWork.Now);
            }
        }

        return Result.Success;
    }

    private sealed record Due(WebhookEndpoint Endpoint, Guid Id, Guid EventId, string EventType, string Body, string? TraceParent);

    private sealed record Sent(Guid Id, DateTimeOffset At, WebhookAnswer Answer);
}
