namespace Booking.Application.Notifications;

/// <summary>The tenant's events in the order in which readers can rely on missing none.</summary>
public interface IEventLog
{
    /// <param name="after">An event's id; null for the oldest that is kept.</param>
    /// <param name="types">Filters as of webhook endpoints; empty for all.</param>
    /// <returns>Null when <paramref name="after"/> is not there, or not any more.</returns>
    Task<IReadOnlyList<LoggedEventView>?> ReadAsync(Guid? after, IReadOnlyList<string> types, int most, CancellationToken ct);
}
