namespace Booking.Domain.Tests.Events;

using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class EventSeatPlanTests
{
    private static readonly Guid Tenant = Guid.CreateVersion7();
    private static readonly Guid Happening = Guid.CreateVersion7();
    private static readonly TicketType Gold = Type("Gold", null);
    private static readonly TicketType Silver = Type("Silver", null);
    private static readonly TicketType Standing = Type("Standing", Guid.CreateVersion7());
    private static readonly SeatLayout Layout = new(new PlanPoint(5, -9), [new SeatSection("Stalls", [new SeatRows("A", 3, 0, 0), new SeatRows("B", 2, 0, 12, Category: "Silver")], "gold")]);

    [Fact]
    public void Draw_WhenCategoriesHaveTheNamesOfTicketTypes_NeedsNoMapping()
    {
        EventSeatPlan plan = EventSeatPlan.Begin(Happening, Tenant);

        IReadOnlyList<EventSeat> seats = Draw(plan, []).Value.ShouldNotBeNull();

        seats.Select(seat => seat.TicketTypeId).ShouldBe([Gold.Id, Gold.Id, Gold.Id, Silver.Id, Silver.Id]);
        plan.FocalPoint.ShouldBe(new PlanPoint(5, -9));
        plan.Categories["gold"].ShouldBe(Gold.Id);
        plan.TakeEvents().ShouldBe("event.seat_plan_changed");
    }

    [Fact]
    public void Draw_WhenCategoriesAreMapped_FollowsTheMapping() =>
        Draw(EventSeatPlan.Begin(Happening, Tenant), new() { ["gold"] = Silver.Id }).Value.ShouldNotBeNull().ShouldAllBe(seat => seat.TicketTypeId == Silver.Id);

    [Fact]
    public void Draw_WhenACategoryHasNoTicketType_IsRefused()
    {
        EventSeatPlan plan = EventSeatPlan.Begin(Happening, Tenant);
        Pointer(Draw(plan, new() { ["gold"] = Guid.NewGuid() })).ShouldBe("/categories");
        Pointer(Draw(plan, new() { ["gold"] = Standing.Id })).ShouldBe("/categories");
        Pointer(Draw(plan, new() { ["Platinum"] = Gold.Id })).ShouldBe("/categories");
        plan.Events.ShouldBeEmpty();
    }

    [Fact]
    public void Draw_WhenATypeOfTheSameNameIsWithdrawn_TakesTheOneThatIsOffered()
    {
        TicketType old = Type("Gold", null);
        EventSeatPlan plan = EventSeatPlan.Begin(Happening, Tenant);
        plan.Draw(Layout, new Dictionary<string, Guid>(), [old, Silver], forbidsOrphans: false).IsSuccess.ShouldBeTrue();
        old.Withdraw();

        // Only the old one: it stays what it was, but is nobody's new choice.
        plan.Draw(Layout, new Dictionary<string, Guid>(), [old, Silver], forbidsOrphans: false).Value.ShouldNotBeNull()[0].TicketTypeId.ShouldBe(old.Id);
        Pointer(EventSeatPlan.Begin(Happening, Tenant).Draw(Layout, new Dictionary<string, Guid>(), [old, Silver], forbidsOrphans: false)).ShouldBe("/categories");
        plan.Draw(Layout, new Dictionary<string, Guid>(), [old, Gold, Silver], forbidsOrphans: false).Value.ShouldNotBeNull()[0].TicketTypeId.ShouldBe(Gold.Id);
        plan.Draw(Layout, new Dictionary<string, Guid> { ["gold"] = old.Id }, [old, Gold, Silver], forbidsOrphans: false).Value.ShouldNotBeNull()[0].TicketTypeId.ShouldBe(old.Id);
    }

    [Fact]
    public void CopyFor_AnotherEvent_HasTheSameSeatsWithItsOwnTypes()
    {
        EventSeatPlan plan = EventSeatPlan.Begin(Happening, Tenant);
        Draw(plan, []).IsSuccess.ShouldBeTrue();
        Dictionary<Guid, Guid> types = new() { [Gold.Id] = Guid.CreateVersion7(), [Silver.Id] = Guid.CreateVersion7() };
        Guid other = Guid.CreateVersion7();

        EventSeatPlan copy = plan.CopyFor(other, types, 5);

        copy.Id.ShouldBe(other);
        copy.Seats.Select(seat => seat.Seat).ShouldBe(plan.Seats.Select(seat => seat.Seat));
        copy.Seats.ShouldAllBe(seat => seat.EventId == other);
        copy.Seats.Select(seat => seat.TicketTypeId).ShouldBe(plan.Seats.Select(seat => types[seat.TicketTypeId]));
        copy.FocalPoint.ShouldBe(plan.FocalPoint);
        copy.TakeEvents().ShouldBe("event.seat_plan_changed");
    }

    private static Result<IReadOnlyList<EventSeat>> Draw(EventSeatPlan plan, Dictionary<string, Guid> categories) => plan.Draw(Layout, categories, [Gold, Silver, Standing], forbidsOrphans: false);

    private static TicketType Type(string name, Guid? pool) => TicketType.Create(Tenant, Guid.CreateVersion7(), Happening, name, Samples.Eur(1_000), 700, pool, 10, 10, 0);

    private static string Pointer<T>(Result<T> refused) => refused.Error.ShouldNotBeNull().Fields.Keys.Single();
}
