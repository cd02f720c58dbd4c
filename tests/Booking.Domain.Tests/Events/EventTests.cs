namespace Booking.Domain.Tests.Events;

using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class EventTests
{
    private static readonly Guid Tenant = Guid.CreateVersion7();
    private static readonly Guid Pool = Guid.CreateVersion7();
    private static readonly Event Concert = Publish(Seating.General);
    private static readonly Event Play = Publish(Seating.Reserved);
    private static readonly TicketType Standing = TicketType.Create(Tenant, Guid.CreateVersion7(), Concert.Id, "Standing", Samples.Eur(4_500), 700, Pool, 500, 6, 0);
    private static readonly TicketType Stalls = TicketType.Create(Tenant, Guid.CreateVersion7(), Play.Id, "Stalls", Samples.Eur(6_000), 700, null, 100, 6, 0);
    private static readonly Dictionary<Guid, TicketType> Types = new() { [Stalls.Id] = Stalls };

    private static readonly Dictionary<string, EventSeat> Seats = Enumerable.Range(1, 3)
        .Select(number => EventSeat.Create(Tenant, Play.Id, "Stalls", "A", number, Stalls.Id, number, 0, isAccessible: false, isBlocked: number == 3))
        .ToDictionary(seat => seat.Seat);

    [Fact]
    public void GrantPlaces_WhenOnSale_TakesThemFromThePool()
    {
        Grant grant = Concert.GrantPlaces(1, Standing, 6, Samples.Now).Value.ShouldNotBeNull();
        grant.Claims.ShouldHaveSingleItem().ShouldBe(new QuotaClaim(1, Pool, 6));
        grant.Lines.ShouldHaveSingleItem().Amount.ShouldBe(Samples.Eur(27_000));
        grant.Item.Quantity.ShouldBe(6);
    }

    [Fact]
    public void GrantPlaces_WhenMoreThanOneOrderMayHave_IsRefused() => Pointer(Concert.GrantPlaces(0, Standing, 7, Samples.Now)).ShouldBe("/quantity");

    [Fact]
    public void GrantPlaces_WhenTheEventSellsNamedSeats_IsRefused()
    {
        Pointer(Play.GrantPlaces(0, Standing, 1, Samples.Now)).ShouldBe("/ticketTypeId");
        Pointer(Concert.GrantPlaces(0, Stalls, 1, Samples.Now)).ShouldBe("/ticketTypeId");
    }

    [Fact]
    public void GrantPlaces_WhenTheEventIsOver_IsRefused()
    {
        Concert.GrantPlaces(0, Standing, 1, Concert.EndsAt.AddTicks(-1)).IsSuccess.ShouldBeTrue();
        Pointer(Concert.GrantPlaces(0, Standing, 1, Concert.EndsAt)).ShouldBe("/ticketTypeId");
    }

    [Fact]
    public void GrantSeats_WhenTheyAreOnSale_TakesEachByName()
    {
        Grant grant = GrantSeats(Samples.Now, "A-1", "A-2").Value.ShouldNotBeNull();
        grant.Claims.ShouldBe([new SeatClaim(0, Play.Id, "A-1") { TicketTypeId = Stalls.Id }, new SeatClaim(0, Play.Id, "A-2") { TicketTypeId = Stalls.Id }]);
        grant.Lines.Sum(line => line.Amount.Amount).ShouldBe(12_000);
        grant.Item.Seats.ShouldBe(["A-1", "A-2"]);
    }

    [Fact]
    public void GrantSeats_WhenOneIsUnknown_IsRefused() => Pointer(GrantSeats(Samples.Now, "A-1", "Z-9")).ShouldBe("/seats");

    [Fact]
    public void GrantSeats_WhenOneIsBlocked_IsRefused() => Pointer(GrantSeats(Samples.Now, "A-1", "A-3")).ShouldBe("/seats");

    [Fact]
    public void GrantSeats_WhenTheEventIsOver_IsRefused() => Pointer(GrantSeats(Play.EndsAt, "A-1")).ShouldBe("/eventId");

    private static Result<Grant> GrantSeats(DateTimeOffset now, params string[] asked) => Play.GrantSeats(0, asked, Seats, Types, now);

    private static string Pointer(Result<Grant> refused) => refused.Error.ShouldNotBeNull().Fields.Keys.Single();

    private static Event Publish(Seating seating) => Event.Publish(
        Guid.CreateVersion7(), Tenant, "Evening", "", "music", "Hall", "Berlin", new GeoPoint(52.5, 13.4), "Europe/Berlin", Samples.Hours(100, 103), seating);
}
