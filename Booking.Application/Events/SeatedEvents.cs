namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Events;

/// <summary>Finds events whose seats the caller may change.</summary>
internal static class SeatedEvents
{
    public static async Task<Result<Event>> FindSeatedAsync(this IBookingDb db, Guid id, RequestContext context, CancellationToken ct)
    {
        Result<Event> happening = await db.FindManagedEventAsync(id, context, ct);
        return happening.IsFailure || happening.Value.Seating == Seating.Reserved ? happening : Error.Rule("/seating", "This event sells counted places without names.");
    }
}
