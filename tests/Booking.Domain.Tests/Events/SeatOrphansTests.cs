namespace Booking.Domain.Tests.Events;

using Booking.Domain.Events;
using Shouldly;
using Xunit;

public sealed class SeatOrphansTests
{
    [Theory]
    [InlineData("oooo", "A-1 A-2", "")]
    [InlineData("oooo", "A-2 A-3", "A-1 A-4")]
    [InlineData("oooo", "A-1 A-2 A-3", "")] // Whoever takes three of four leaves one.
    [InlineData("ooo", "A-1 A-2", "")]
    [InlineData("ooo", "A-2", "A-1 A-3")]
    [InlineData("ooooo", "A-2 A-3", "A-1")]
    [InlineData("ooooo", "A-2 A-4", "A-1 A-3 A-5")]
    [InlineData("xooox", "A-2", "")]
    [InlineData("xooox", "A-3", "A-2 A-4")]
    [InlineData("oxoo", "A-3 A-4", "")] // A-1 was single before.
    [InlineData("oo|oo", "A-1 A-2", "")]
    [InlineData("wcoo", "A-3 A-4", "")] // Wheelchair places go in pairs with their companions' seats.
    public void LeftBy_WhenSeatsAreChosen_NamesThoseLeftSingle(string row, string chosen, string expected) =>
        string.Join(' ', SeatOrphans.LeftBy(BestAvailableTests.Draw(row), chosen.Split(' ').ToHashSet())).ShouldBe(expected);
}
