namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Microsoft.EntityFrameworkCore;

/// <summary>Finds events whose seats the caller may change.</summary>
internal static class SeatedEvents
{
    public static async Task<Result<Event>> FindSeatedAsync(this IBookingDb db, Guid id, RequestContext context, CancellationToken ct)
    {
        Event? happening = await db.Events.SingleOrDefaultAsync(happening => happening.Id == id, ct);
        if (happening is null)
        {
            return OfferingErrors.NotFound;
        }

        if (!context.MayManage(null))
        {
            return OfferingErrors.NotTheOwner;
        }

        return happening.Seating == Seating.Reserved ? happening : Error.Rule("/seating", "This event sells counted places without names.");
    }
}
