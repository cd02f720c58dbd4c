namespace Booking.Domain.Tests.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class CancellationTransitionsTests
{
    private static readonly HashSet<(CancellationStatus From, CancellationStatus To)> Legal = [(CancellationStatus.Quoted, CancellationStatus.Confirmed)];

    public static TheoryData<CancellationStatus, CancellationStatus> Pairs => Transitions.EveryPair<CancellationStatus>();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_WhenPairIsListed_PassesAndOtherwiseRefuses(CancellationStatus from, CancellationStatus to) =>
        CancellationTransitions.Table.ShouldAnswer(from, to, Legal.Contains((from, to)));

    [Fact]
    public void Moves_WhenListed_AreTheLegalOnes() => CancellationTransitions.Table.Moves.ShouldBe(Legal, ignoreOrder: true);
}
