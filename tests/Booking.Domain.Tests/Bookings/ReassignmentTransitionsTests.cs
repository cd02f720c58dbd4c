namespace Booking.Domain.Tests.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class ReassignmentTransitionsTests
{
    private static readonly HashSet<(ReassignmentStatus From, ReassignmentStatus To)> Legal =
    [
        (ReassignmentStatus.Waiting, ReassignmentStatus.Done),
        (ReassignmentStatus.Waiting, ReassignmentStatus.Failed),
        (ReassignmentStatus.Waiting, ReassignmentStatus.Dropped),
    ];

    public static TheoryData<ReassignmentStatus, ReassignmentStatus> Pairs => Transitions.EveryPair<ReassignmentStatus>();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_WhenPairIsListed_PassesAndOtherwiseRefuses(ReassignmentStatus from, ReassignmentStatus to) =>
        ReassignmentTransitions.Table.ShouldAnswer(from, to, Legal.Contains((from, to)));

    [Fact]
    public void Moves_WhenListed_AreTheLegalOnes() => ReassignmentTransitions.Table.Moves.ShouldBe(Legal, ignoreOrder: true);
}
