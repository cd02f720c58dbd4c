namespace Booking.Application.Notifications;

/// <summary>What other consumers have done with an event.</summary>
public interface IHandledMessages
{
    /// <summary>Whether all of these consumers have handled a message: what they make of it is there.</summary>
    Task<bool> AreHandledAsync(Guid messageId, IReadOnlyList<string> consumers, CancellationToken ct);
}
