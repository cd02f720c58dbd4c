namespace Booking.Infrastructure.Messaging;

using Booking.Domain.Common;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

/// <summary>Sends the use case that an event asks for.</summary>
public delegate Task<Result<Done>> EventHandling(ISender sender, CloudEvent happened, CancellationToken ct);

/// <summary>
/// Keeps one worker's consumer alive until the host stops: a broker that is away, restarts, closes the channel or loses the queue
/// costs a pause and a new session.
/// </summary>
public sealed class EventConsumer(Broker broker, IServiceScopeFactory scopes, IOptions<MessagingOptions> options, TimeProvider clock, ILogger<EventConsumer> logger)
{
    public async Task RunAsync(Subscription subscription, EventHandling handle, CancellationToken ct)
    {
        Backoff backoff = new(clock);
        while (!ct.IsCancellationRequested)
        {
            Exception? fault = null;
            try
            {
                await using ConsumerSession session = new(subscription, new EventDispatch(subscription, handle, scopes), broker, options.Value, clock, logger);
                await session.StartAsync(ct);
                backoff.Reset();
                await session.EndedAsync(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                // The messages are safe with the broker; a consumer that gives up would leave them there.
                fault = e;
            }

            if (!ct.IsCancellationRequested)
            {
                TimeSpan pause = backoff.Next();
                logger.Interrupted(fault, subscription.Queue, pause);
                await backoff.PauseAsync(pause, ct);
            }
        }
    }
}
