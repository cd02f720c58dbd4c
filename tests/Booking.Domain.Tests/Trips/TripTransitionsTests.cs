namespace Booking.Domain.Tests.Trips;

using Booking.Domain.Trips;
using Shouldly;
using Xunit;

public sealed class TripTransitionsTests
{
    [Fact]
    public void Table_WhenEveryPairIsAsked_AllowsExactlyTheStatedMoves()
    {
        HashSet<(TripStatus, TripStatus)> legal =
        [
            (TripStatus.Scheduled, TripStatus.Departed), (TripStatus.Scheduled, TripStatus.Cancelled), (TripStatus.Scheduled, TripStatus.Withdrawn),
            (TripStatus.Withdrawn, TripStatus.Scheduled), (TripStatus.Departed, TripStatus.Arrived), (TripStatus.Departed, TripStatus.Cancelled),
        ];
        foreach (TripStatus from in Enum.GetValues<TripStatus>())
        {
            foreach (TripStatus to in Enum.GetValues<TripStatus>())
            {
                TripTransitions.Table.Allows(from, to).ShouldBe(legal.Contains((from, to)), $"{from} to {to}");
            }
        }
    }
}
