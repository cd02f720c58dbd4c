namespace Booking.Application.Events;

using Booking.Application.Catalog;
using Booking.Domain.Events;

/// <param name="Categories">Category → the ticket type that prices it.</param>
/// <param name="ForbidOrphans">Whether a hold of chosen seats may not leave a single free seat.</param>
public sealed record EventSeatPlanView(Guid EventId, SeatLayout Layout, IReadOnlyDictionary<string, Guid> Categories, bool ForbidOrphans)
{
    internal static Versioned<EventSeatPlanView> Tagged(EventSeatPlan plan, int saved = 0) =>
        new(new EventSeatPlanView(plan.Id, plan.Layout, plan.Categories, plan.ForbidsOrphans), plan.Version + saved);
}
