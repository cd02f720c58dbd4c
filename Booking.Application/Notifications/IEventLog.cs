namespace Booking.Application.Notifications;

/// <summary>The tenant's events in the order in which readers can rely on missing none.</summary>
public interface IEventLog
{
    /// <param name="after">An event's id; null for the oldest that is kept.</param>
    /// <param name="types">Filters as of webhook endpoints; empty for all.</param>
    /// <returns>Null when <paramref name="after"/> is not there, or not any more.</returns>
    Task<IReadOnlyList<LoggedEventView>?> ReadAsync(Guid? after, IReadOnlyList<string> types, int most, CancellationToken ct);

    /// <summary>Looks through a bounded piece of the log.</summary>
    /// <param name="after">An event's id; null for the oldest that is kept.</param>
    /// <param name="customerId">Whose bookings are marked as own.</param>
    /// <returns>Null when <paramref name="after"/> is not there, or not any more.</returns>
    Task<EventsPage?> ReadPageAsync(Guid? after, Guid customerId, CancellationToken ct);

    /// <summary>The id of the last event; null when there is none.</summary>
    Task<Guid?> FindLastAsync(CancellationToken ct);
}

/// <param name="LastId">Of the last event that was looked at; null when there was none.</param>
public sealed record EventsPage(IReadOnlyList<EventsPageEntry> Events, Guid? LastId, bool HasMore);

/// <param name="IsOfOwnBooking">It names a booking of the customer.</param>
public sealed record EventsPageEntry(LoggedEventView Happened, bool IsOfOwnBooking);
