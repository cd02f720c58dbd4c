namespace Booking.Domain.Tests.Venues;

using Booking.Domain.Tests.Common;
using Booking.Domain.Venues;
using Shouldly;
using Xunit;

public sealed class VenueRequestTransitionsTests
{
    private static readonly HashSet<(VenueRequestStatus From, VenueRequestStatus To)> Legal =
    [
        (VenueRequestStatus.Pending, VenueRequestStatus.Approved),
        (VenueRequestStatus.Pending, VenueRequestStatus.Declined),
        (VenueRequestStatus.Pending, VenueRequestStatus.Withdrawn),
        (VenueRequestStatus.Pending, VenueRequestStatus.Lapsed),
    ];

    public static TheoryData<VenueRequestStatus, VenueRequestStatus> Pairs => Transitions.EveryPair<VenueRequestStatus>();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_WhenPairIsListed_PassesAndOtherwiseRefuses(VenueRequestStatus from, VenueRequestStatus to) =>
        VenueRequestTransitions.Table.ShouldAnswer(from, to, Legal.Contains((from, to)));

    [Fact]
    public void Moves_WhenListed_AreTheLegalOnes() => VenueRequestTransitions.Table.Moves.ShouldBe(Legal, ignoreOrder: true);
}
