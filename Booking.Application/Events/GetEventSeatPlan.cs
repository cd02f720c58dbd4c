namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The layout of one event's seats in its compact form. A draft's is its managers' to see.</summary>
public sealed record GetEventSeatPlanQuery(Guid EventId) : IQuery<Versioned<EventSeatPlanView>>;

internal sealed class GetEventSeatPlanHandler(IBookingDb db, RequestContext context) : IRequestHandler<GetEventSeatPlanQuery, Result<Versioned<EventSeatPlanView>>>
{
    public async Task<Result<Versioned<EventSeatPlanView>>> Handle(GetEventSeatPlanQuery query, CancellationToken cancellationToken)
    {
        bool isAdmin = context.IsAdmin;
        Guid? caller = context.UserId;
        EventSeatPlan? plan = await db.EventSeatPlans.AsNoTracking()
            .Where(plan => plan.Id == query.EventId && (isAdmin || db.Events.Any(happening => happening.Id == plan.Id && (happening.Status != EventStatus.Draft || (happening.OwnerId != null && happening.OwnerId == caller)))))
            .SingleOrDefaultAsync(cancellationToken);
        return plan is null ? SeatMapErrors.NoSeatMap : EventSeatPlanView.Tagged(plan);
    }
}
