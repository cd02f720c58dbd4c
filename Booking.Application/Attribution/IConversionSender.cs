namespace Booking.Application.Attribution;

using Booking.Domain.Attribution;

/// <param name="AccessToken">Opened.</param>
/// <param name="Event">As <see cref="PurchaseEvent"/> writes it.</param>
public sealed record ConversionCall(string EventSourceId, string? TestEventCode, string AccessToken, string Event);

/// <param name="IsFinal">The network will never take this event; where it is false and the attempt has failed, a later one may succeed.</param>
/// <param name="RetryAfter">What the network asks for.</param>
public sealed record ConversionAnswer(ConversionAttempt Attempt, bool IsFinal, TimeSpan? RetryAfter);

/// <summary>Tells the advertising network of a purchase. Never throws for what the network does, and is done within its time limit.</summary>
public interface IConversionSender
{
    Task<ConversionAnswer> SendAsync(ConversionCall call, CancellationToken ct);
}
