namespace Booking.Domain.Events;

using Booking.Domain.Common;

/// <summary>What can be edited of a seat map.</summary>
/// <param name="Place">The name of the place, for people.</param>
public sealed record SeatMapDetails(string Name, string Place, SeatLayout Layout);

/// <summary>A place's seats as a template: events take a copy of it and go their own ways.</summary>
public sealed class SeatMap : AggregateRoot
{
    private SeatMap()
    {
    }

    /// <summary>The provider who drew it; null for the tenant's own.</summary>
    public Guid? OwnerId { get; private init; }

    public string Name { get; private set; } = "";

    public string Place { get; private set; } = "";

    public SeatLayout Layout { get; private set; } = new(default, []);

    /// <summary>How many the layout has.</summary>
    public int Seats { get; private set; }

    public static Result<SeatMap> Create(Guid id, Guid tenantId, Guid? ownerId, SeatMapDetails details)
    {
        SeatMap map = new() { Id = id, TenantId = tenantId, OwnerId = ownerId };
        Result<Done> drawn = map.Edit(details);
        return drawn.IsFailure ? drawn.Error : map;
    }

    public Result<Done> Edit(SeatMapDetails details)
    {
        Result<IReadOnlyList<PlannedSeat>> plan = SeatPlan.Of(details.Layout, "/layout");
        if (plan.IsFailure)
        {
            return plan.Error;
        }

        (Name, Place, Layout, Seats) = (details.Name, details.Place, details.Layout, plan.Value.Count);
        return Result.Success;
    }
}
