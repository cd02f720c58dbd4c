namespace Booking.Domain.Events;

using Booking.Domain.Common;

/// <summary>How the seats of one event are laid out: a copy of a template or drawn for this event alone. It has the event's id.</summary>
public sealed class EventSeatPlan : AggregateRoot
{
    private EventSeatPlan()
    {
    }

    public SeatLayout Layout { get; private set; } = new(default, []);

    /// <summary>Which ticket type prices each category of the layout.</summary>
    public IReadOnlyDictionary<string, Guid> Categories { get; private set; } = new Dictionary<string, Guid>();

    /// <summary>What everybody looks at, in the layout's own units.</summary>
    public int FocalX { get; private set; }

    public int FocalY { get; private set; }

    /// <summary>Whether a hold of chosen seats may not leave a single free seat between taken ones.</summary>
    public bool ForbidsOrphans { get; private set; }

    public PlanPoint FocalPoint => new(FocalX, FocalY);

    /// <summary>All seats of it, with the ticket types that price them.</summary>
    public IReadOnlyList<EventSeat> Seats => [.. SeatPlan.Of(Layout, "/layout").Value!.Select(seat => EventSeat.Of(TenantId, Id, seat, Categories[seat.Category]))];

    public static EventSeatPlan Begin(Guid eventId, Guid tenantId) => new() { Id = eventId, TenantId = tenantId };

    /// <summary>The seats of a layout with their ticket types, and this plan changed to it.</summary>
    /// <param name="categories">
    /// Category → ticket type, one of <paramref name="types"/>; a category that is left out has the ticket type of the same name that is
    /// offered, else the one that it has in this plan already.
    /// </param>
    /// <param name="types">The event's.</param>
    public Result<IReadOnlyList<EventSeat>> Draw(SeatLayout layout, IReadOnlyDictionary<string, Guid> categories, IReadOnlyCollection<TicketType> types, bool forbidsOrphans)
    {
        Result<IReadOnlyList<PlannedSeat>> plan = SeatPlan.Of(layout, "/layout");
        if (plan.IsFailure)
        {
            return plan.Error;
        }

        Dictionary<string, Guid> mapped = [];
        foreach (string category in plan.Value.Select(seat => seat.Category).Distinct())
        {
            TicketType? type = categories.TryGetValue(category, out Guid id)
                ? types.FirstOrDefault(type => type.Id == id)
                : types.FirstOrDefault(type => type.IsActive && string.Equals(type.Name, category, StringComparison.OrdinalIgnoreCase))
                    ?? types.FirstOrDefault(type => Categories.TryGetValue(category, out Guid had) && type.Id == had);
            if (type is null || type.PoolId is not null)
            {
                return Error.Rule("/categories", $"Category {category} has no ticket type of this event that sells named seats.");
            }

            mapped.Add(category, type.Id);
        }

        if (categories.Keys.FirstOrDefault(category => !mapped.ContainsKey(category)) is { } unknown)
        {
            return Error.Rule("/categories", $"The layout has no category {unknown}.");
        }

        (Layout, Categories, FocalX, FocalY, ForbidsOrphans) = (layout, mapped, layout.FocalPoint.X, layout.FocalPoint.Y, forbidsOrphans);
        Raise(new SeatPlanChanged(Id, plan.Value.Count));
        return Result<IReadOnlyList<EventSeat>>.Success([.. plan.Value.Select(seat => EventSeat.Of(TenantId, Id, seat, mapped[seat.Category]))]);
    }

    /// <summary>The same seats for another event.</summary>
    /// <param name="types">Ticket type of this event → the one of the other that it is copied to.</param>
    /// <param name="seats">How many there are.</param>
    public EventSeatPlan CopyFor(Guid eventId, IReadOnlyDictionary<Guid, Guid> types, int seats)
    {
        EventSeatPlan copy = new()
        {
            Id = eventId,
            TenantId = TenantId,
            Layout = Layout,
            Categories = Categories.ToDictionary(category => category.Key, category => types[category.Value]),
            FocalX = FocalX,
            FocalY = FocalY,
            ForbidsOrphans = ForbidsOrphans,
        };
        copy.Raise(new SeatPlanChanged(eventId, seats));
        return copy;
    }

    /// <summary>Seats were taken off sale or put back on it.</summary>
    public void ChangeBlocks(int seats) => Raise(new SeatPlanChanged(Id, seats));
}

/// <summary>An event has other seats than before, or others of them are on sale.</summary>
/// <param name="Seats">How many the change was about.</param>
public sealed record SeatPlanChanged(Guid EventId, int Seats) : DomainEvent("event.seat_plan_changed", EventId);
