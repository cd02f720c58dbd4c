namespace Booking.Infrastructure.Messaging;

using RabbitMQ.Client;

/// <summary>Exchanges, queues and bindings. Declaring is repeatable; a queue that exists with other arguments is an error that closes the channel.</summary>
internal static class Topology
{
    public const string Events = "booking.events";

    /// <summary>Takes what no worker can handle; routed by the worker's queue name.</summary>
    public const string Dead = "booking.dead";

    /// <summary>The operators' tap. It takes every event, so an event that is returned as unroutable shows a broken topology, not a type without consumers.</summary>
    public const string Log = "booking.log";

    /// <summary>Behind it are the queues of processes that tell their own clients as it happens.</summary>
    public const string Live = "booking.live";

    private const int LogLength = 10_000;
    private const int LiveLength = 10_000;

    // A crash of the process counts as a delivery of every message it had in hand; the limit leaves room for that.
    private const int DeliveryLimit = 10;

    public static async Task DeclareAsync(IChannel channel, MessagingOptions options, IEnumerable<Subscription> subscriptions, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(Events, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: ct);
        await channel.ExchangeDeclareAsync(Dead, ExchangeType.Direct, durable: true, autoDelete: false, cancellationToken: ct);
        await DeclareQueueAsync(channel, Log, new() { ["x-max-length"] = LogLength, ["x-overflow"] = "drop-head" }, ct);
        await channel.QueueBindAsync(Log, Events, "#", cancellationToken: ct);
        foreach (Subscription subscription in subscriptions)
        {
            await DeclareAsync(channel, options, subscription, ct);
        }
    }

    /// <summary>
    /// A queue of this connection alone, which is gone with it. It holds a bounded number of events; the oldest fall out of it, which shows
    /// in a second queue.
    /// </summary>
    public static async Task<LiveQueue> DeclareLiveAsync(IChannel channel, CancellationToken ct)
    {
        await channel.ExchangeDeclareAsync(Events, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: ct);
        await DeclareLiveExchangeAsync(channel, ct);
        await channel.ExchangeBindAsync(Live, Events, "#", cancellationToken: ct);
        string name = $"{Live}.{Guid.NewGuid():N}";
        LiveQueue queue = new(name, $"{name}.missed");
        await DeclareOwnAsync(channel, queue.Missed, new() { ["x-max-length"] = 1, ["x-overflow"] = "drop-head" }, ct);
        await DeclareOwnAsync(
            channel,
            queue.Events,
            new() { ["x-max-length"] = LiveLength, ["x-overflow"] = "drop-head", ["x-dead-letter-exchange"] = "", ["x-dead-letter-routing-key"] = queue.Missed },
            ct);
        await channel.QueueBindAsync(queue.Events, Live, "", cancellationToken: ct);
        return queue;
    }

    public static Task DeclareLiveExchangeAsync(IChannel channel, CancellationToken ct) =>
        channel.ExchangeDeclareAsync(Live, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);

    private static Task<QueueDeclareOk> DeclareOwnAsync(IChannel channel, string queue, Dictionary<string, object?> arguments, CancellationToken ct) =>
        channel.QueueDeclareAsync(queue, durable: false, exclusive: true, autoDelete: true, arguments, cancellationToken: ct);

    private static async Task DeclareAsync(IChannel channel, MessagingOptions options, Subscription subscription, CancellationToken ct)
    {
        await DeclareQueueAsync(channel, subscription.DeadQueue, [], ct);
        await channel.QueueBindAsync(subscription.DeadQueue, Dead, subscription.Queue, cancellationToken: ct);

        // The time to live is set per message: with it in the queue's arguments no delay could ever be changed.
        for (int attempt = 1; attempt <= options.Retries.Length; attempt++)
        {
            await DeclareQueueAsync(channel, subscription.RetryQueue(attempt), DeadLetters("", subscription.Queue), ct);
        }

        Dictionary<string, object?> arguments = DeadLetters(Dead, subscription.Queue);
        arguments["x-delivery-limit"] = DeliveryLimit;
        await DeclareQueueAsync(channel, subscription.Queue, arguments, ct);
        foreach (string type in subscription.EventTypes)
        {
            await channel.QueueBindAsync(subscription.Queue, Events, type, cancellationToken: ct);
        }

        foreach (string type in subscription.Dropped)
        {
            await channel.QueueUnbindAsync(subscription.Queue, Events, type, cancellationToken: ct);
        }
    }

    // At-least-once dead-lettering needs reject-publish; with the default overflow the broker silently falls back to at-most-once.
    private static Dictionary<string, object?> DeadLetters(string exchange, string routingKey) => new()
    {
        ["x-dead-letter-exchange"] = exchange,
        ["x-dead-letter-routing-key"] = routingKey,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    private static Task<QueueDeclareOk> DeclareQueueAsync(IChannel channel, string queue, Dictionary<string, object?> arguments, CancellationToken ct)
    {
        arguments["x-queue-type"] = "quorum";
        return channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: ct);
    }
}

/// <param name="Missed">Gets something whenever an event had to give way in <paramref name="Events"/>.</param>
internal sealed record LiveQueue(string Events, string Missed);
