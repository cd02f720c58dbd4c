namespace Booking.Api.Tests.Catalog;

using Booking.Infrastructure.Holds;
using Shouldly;
using Xunit;
using PlacedSeat = Booking.Infrastructure.Holds.Alternatives.PlacedSeat;

public sealed class SeatGroupsTests
{
    [Fact]
    public void Groups_WhenOneSeatIsAsked_AnswersTheThreeNearest()
    {
        List<PlacedSeat> free = [Seat("A", 1, 5), Seat("A", 9, 1), Seat("B", 4, 2), Seat("C", 4, 9)];

        Alternatives.Groups(free, 1).Select(group => group.ShouldHaveSingleItem()).ShouldBe(["A-9", "B-4", "A-1"]);
    }

    [Fact]
    public void Groups_WhenSeveralAreAsked_PrefersSeatsSideBySideAndUsesNoneTwice()
    {
        List<PlacedSeat> free = [Seat("A", 1, 1), Seat("A", 3, 1), Seat("B", 1, 5), Seat("B", 2, 5), Seat("B", 3, 5)];

        IReadOnlyList<IReadOnlyList<string>> groups = Alternatives.Groups(free, 2);

        groups[0].ShouldBe(["B-1", "B-2"]);
        groups[1].ShouldBe(["A-1", "A-3"]);
        groups.Count.ShouldBe(2);
    }

    [Fact]
    public void Groups_WhenThereAreTooFew_IsEmpty() => Alternatives.Groups([Seat("A", 1, 1)], 2).ShouldBeEmpty();

    private static PlacedSeat Seat(string row, int number, double distance) => new(FormattableString.Invariant($"{row}-{number}"), row, number, distance);
}
