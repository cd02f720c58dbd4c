namespace Booking.Domain.Tests.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class CaseTransitionsTests
{
    private static readonly HashSet<(CaseStatus From, CaseStatus To)> Legal =
    [
        (CaseStatus.Open, CaseStatus.Accepted),
        (CaseStatus.Open, CaseStatus.Rebooked),
        (CaseStatus.Open, CaseStatus.Refunded),
        (CaseStatus.Open, CaseStatus.Lapsed),
    ];

    public static TheoryData<CaseStatus, CaseStatus> Pairs => Transitions.EveryPair<CaseStatus>();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_WhenPairIsListed_PassesAndOtherwiseRefuses(CaseStatus from, CaseStatus to) =>
        CaseTransitions.Table.ShouldAnswer(from, to, Legal.Contains((from, to)));

    [Fact]
    public void Moves_WhenListed_AreTheLegalOnes() => CaseTransitions.Table.Moves.ShouldBe(Legal, ignoreOrder: true);
}
