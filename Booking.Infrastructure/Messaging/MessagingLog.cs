namespace Booking.Infrastructure.Messaging;

using Microsoft.Extensions.Logging;

internal static partial class MessagingLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Role} is connected to the broker.")]
    public static partial void Connected(this ILogger logger, string role);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Role} has lost the broker or the database; next attempt in {Delay}.")]
    public static partial void Interrupted(this ILogger logger, Exception? exception, string role, TimeSpan delay);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Role} has lost its connection ({Reason}).")]
    public static partial void ConnectionEnded(this ILogger logger, string role, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {EventId} of type {EventType} could not be published ({Reason}); it stays in the outbox.")]
    public static partial void NotPublished(this ILogger logger, Guid eventId, string eventType, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox is polled only: no notifications.")]
    public static partial void NotListening(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Queue}: attempt {Attempt} at event {EventId} failed with {Reason}; again in {Delay}.")]
    public static partial void Retrying(this ILogger logger, Exception? exception, string queue, int attempt, Guid? eventId, string reason, TimeSpan delay);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Queue}: event {EventId} is dead after {Attempt} attempts: {Reason}.")]
    public static partial void Died(this ILogger logger, Exception? exception, string queue, int attempt, Guid? eventId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Queue}: an event could not be settled; the broker will deliver it again.")]
    public static partial void NotSettled(this ILogger logger, Exception exception, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {MessageId} could not be told to clients; they are asked to read anew.")]
    public static partial void NotTold(this ILogger logger, Exception exception, string? messageId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Queue}: delivery {DeliveryCount} of event {MessageId}.")]
    public static partial void Redelivered(this ILogger logger, string queue, long deliveryCount, string? messageId);
}
