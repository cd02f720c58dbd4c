namespace Booking.Domain.Tests.Events;

using Booking.Domain.Events;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

/// <summary>Pools are A, B and so on with their capacities; each type is written as the pools it takes from, the first its own.</summary>
public sealed class EventPlacesTests
{
    private static readonly Event Evening = Drafts.Event();

    [Theory]
    [InlineData("A", "A100", 100)]
    [InlineData("A B", "A100 B50", 150)]
    [InlineData("A A", "A100", 100)]
    [InlineData("AR BR", "A80 B70 R100", 100)]
    [InlineData("AR BR", "A30 B40 R100", 70)]
    [InlineData("AR BR C", "A80 B70 C20 R100", 120)]
    [InlineData("ABR CBR DR", "A80 B60 C50 D30 R100", 90)]
    [InlineData("ABR CBR DR", "A80 B60 C50 D90 R100", 100)]
    [InlineData("R R A", "R10 A0", 10)]
    [InlineData("", "", 0)]
    public void Of_WhenLimitsAreShared_IsWhatAllOfThemLeave(string types, string pools, long places)
    {
        Dictionary<char, (Guid Id, int Capacity)> known = pools.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(pool => pool[0], pool => (Guid.CreateVersion7(), int.Parse(pool[1..], null)));
        TicketType[] all = [.. types.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(type => Type([.. type.Select(pool => known[pool].Id)]))];
        EventPlaces.Of(all, known.Values.ToDictionary(pool => pool.Id, pool => pool.Capacity), _ => 0).ShouldBe(places);
    }

    [Fact]
    public void Of_WhenATypeIsWithdrawn_CountsWhatWasSoldOfIt()
    {
        Guid own = Guid.CreateVersion7();
        Guid other = Guid.CreateVersion7();
        Guid room = Guid.CreateVersion7();
        TicketType kept = Type([own, room]);
        TicketType withdrawn = Type([other, room]);
        withdrawn.Withdraw();
        Dictionary<Guid, int> capacities = new() { [own] = 60, [other] = 60, [room] = 100 };
        EventPlaces.Of([kept, withdrawn], capacities, type => type == withdrawn ? 7 : 50).ShouldBe(67);
    }

    // Two limits that each hold for a part of the other's types: never less than can be sold.
    [Fact]
    public void Of_WhenLimitsCross_IsNotLessThanCanBeSold()
    {
        Guid left = Guid.CreateVersion7();
        Guid right = Guid.CreateVersion7();
        Dictionary<Guid, int> capacities = new() { [left] = 10, [right] = 10 };
        EventPlaces.Of([Type([left]), Type([left, right]), Type([right])], capacities, _ => 0).ShouldBe(20);
    }

    private static TicketType Type(IReadOnlyList<Guid> pools) => TicketType.Create(
        Guid.CreateVersion7(), Evening, pools[0], [.. pools.Skip(1)], new TicketTypeDetails { Name = "Place", Price = Samples.Eur(1_000), Capacity = 5 }, null, []).Value.ShouldNotBeNull();
}
