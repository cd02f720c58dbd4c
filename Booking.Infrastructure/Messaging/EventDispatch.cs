namespace Booking.Infrastructure.Messaging;

using System.Diagnostics;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

/// <summary>From one delivered body to one use case: reads the event, goes on with its trace, and gives it a scope of its own with the event's tenant.</summary>
internal sealed class EventDispatch(Subscription subscription, EventHandling handle, IServiceScopeFactory scopes)
{
    public async Task<Handled> HandleAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        CloudEvent? happened = null;
        Activity? span = null;
        try
        {
            happened = CloudEvent.Read(body);
            if (!subscription.Takes(happened.Type))
            {
                throw new InvalidMessageException("unknown_type");
            }

            // The event's own trace is the parent, not the client's delivery span: one trace runs from the request to here.
            span = MessagingTelemetry.Source.StartActivity($"process {subscription.Queue}", ActivityKind.Consumer, MessagingTelemetry.Parent(happened.TraceParent));
            span?.SetTag("booking.event_type", happened.Type);
            span?.SetTag("messaging.message.id", happened.Id.ToString());
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(happened.TenantId);
            Result<Done> result = await handle(scope.ServiceProvider.GetRequiredService<ISender>(), happened, ct);
            if (result.IsFailure)
            {
                span?.SetStatus(ActivityStatusCode.Error, result.Error.Code);
            }

            return new Handled(happened.Id, result.Error?.Code) { HappenedAt = happened.Time };
        }
        catch (InvalidMessageException e)
        {
            return new Handled(happened?.Id, e.Reason) { IsHopeless = true };
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            return new Handled(happened?.Id, "exception") { Exception = e };
        }
        finally
        {
            span?.Dispose();
        }
    }
}

/// <param name="Failure">A word for why it failed; null when it was handled.</param>
internal sealed record Handled(Guid? EventId, string? Failure)
{
    /// <summary>Trying again cannot help.</summary>
    public bool IsHopeless { get; init; }

    public Exception? Exception { get; init; }

    /// <summary>When the event says that it happened.</summary>
    public DateTimeOffset HappenedAt { get; init; }
}
