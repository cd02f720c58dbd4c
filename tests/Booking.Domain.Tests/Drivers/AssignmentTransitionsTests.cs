namespace Booking.Domain.Tests.Drivers;

using Booking.Domain.Drivers;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class AssignmentTransitionsTests
{
    private static readonly HashSet<(AssignmentStatus From, AssignmentStatus To)> Legal =
    [
        (AssignmentStatus.Offered, AssignmentStatus.Accepted),
        (AssignmentStatus.Offered, AssignmentStatus.Declined),
        (AssignmentStatus.Offered, AssignmentStatus.Expired),
        (AssignmentStatus.Offered, AssignmentStatus.Withdrawn),
        (AssignmentStatus.Accepted, AssignmentStatus.Started),
        (AssignmentStatus.Accepted, AssignmentStatus.Declined),
        (AssignmentStatus.Accepted, AssignmentStatus.Withdrawn),
        (AssignmentStatus.Started, AssignmentStatus.Finished),
        (AssignmentStatus.Started, AssignmentStatus.Withdrawn),
    ];

    private static readonly HashSet<(RideStatus From, RideStatus To)> LegalOfRides =
    [
        (RideStatus.Waiting, RideStatus.Assigned),
        (RideStatus.Waiting, RideStatus.Unassigned),
        (RideStatus.Waiting, RideStatus.Cancelled),
        (RideStatus.Assigned, RideStatus.Waiting),
        (RideStatus.Assigned, RideStatus.Assigned),
        (RideStatus.Assigned, RideStatus.Finished),
        (RideStatus.Assigned, RideStatus.Cancelled),
        (RideStatus.Unassigned, RideStatus.Waiting),
        (RideStatus.Unassigned, RideStatus.Assigned),
        (RideStatus.Unassigned, RideStatus.Cancelled),
    ];

    public static TheoryData<AssignmentStatus, AssignmentStatus> Pairs => Transitions.EveryPair<AssignmentStatus>();

    public static TheoryData<RideStatus, RideStatus> PairsOfRides => Transitions.EveryPair<RideStatus>();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_WhenPairIsListed_PassesAndOtherwiseRefuses(AssignmentStatus from, AssignmentStatus to) =>
        AssignmentTransitions.Table.ShouldAnswer(from, to, Legal.Contains((from, to)));

    [Theory]
    [MemberData(nameof(PairsOfRides))]
    public void Check_WhenPairOfARideIsListed_PassesAndOtherwiseRefuses(RideStatus from, RideStatus to) =>
        RideTransitions.Table.ShouldAnswer(from, to, LegalOfRides.Contains((from, to)));

    [Fact]
    public void Moves_WhenListed_AreTheLegalOnes()
    {
        AssignmentTransitions.Table.Moves.ShouldBe(Legal, ignoreOrder: true);
        RideTransitions.Table.Moves.ShouldBe(LegalOfRides, ignoreOrder: true);
    }
}
