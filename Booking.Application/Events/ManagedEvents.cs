namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Microsoft.EntityFrameworkCore;

/// <summary>Events on their organisers' side.</summary>
internal static class ManagedEvents
{
    /// <summary>The event, tracked, drafts too; refused to those who may not change it.</summary>
    public static async Task<Result<Event>> FindManagedEventAsync(this IBookingDb db, Guid id, RequestContext context, CancellationToken ct)
    {
        Event? happening = await db.Events.SingleOrDefaultAsync(happening => happening.Id == id, ct);
        if (happening is null)
        {
            return OfferingErrors.NotFound;
        }

        return context.MayManage(happening.OwnerId) ? happening : OfferingErrors.NotTheOwner;
    }

    /// <param name="version">The version that the change starts from.</param>
    public static async Task<Result<Event>> FindManagedEventAsync(this IBookingDb db, Guid id, long version, RequestContext context, CancellationToken ct)
    {
        Result<Event> happening = await db.FindManagedEventAsync(id, context, ct);
        if (happening.IsFailure)
        {
            return happening;
        }

        Result<Done> current = happening.Value.CheckVersion(version);
        return current.IsFailure ? current.Error : happening;
    }

    /// <summary>The event as its organiser sees it.</summary>
    /// <param name="version">Of the event when the transaction ends.</param>
    public static async Task<Versioned<EventView>> ViewManagedAsync(this IBookingDb db, Event happening, long version, DateTimeOffset now, CancellationToken ct)
    {
        ILookup<Guid, TicketTypeRow> types = await db.TicketTypesOfAsync([happening], now, ct);
        EventView view = EventView.Of(happening, types[happening.Id], now, null, isManaged: true) with { Rating = await db.RatingTotals.OfAsync(happening.Id, ct) };
        return new Versioned<EventView>(view, version, view.Availability);
    }
}
