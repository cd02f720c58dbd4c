namespace Booking.Domain.Tests.Holds;

using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class HoldTransitionsTests
{
    private static readonly HashSet<(HoldStatus From, HoldStatus To)> Legal =
    [
        (HoldStatus.Active, HoldStatus.Converted),
        (HoldStatus.Active, HoldStatus.Released),
        (HoldStatus.Active, HoldStatus.Expired),
    ];

    public static TheoryData<HoldStatus, HoldStatus> Pairs => Transitions.EveryPair<HoldStatus>();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_WhenPairIsListed_PassesAndOtherwiseRefuses(HoldStatus from, HoldStatus to) =>
        HoldTransitions.Table.ShouldAnswer(from, to, Legal.Contains((from, to)));

    [Theory]
    [InlineData(HoldStatus.Active, false)]
    [InlineData(HoldStatus.Converted, true)]
    [InlineData(HoldStatus.Released, true)]
    [InlineData(HoldStatus.Expired, true)]
    public void IsTerminal_WhenNothingLeadsOut_IsTrue(HoldStatus status, bool terminal) =>
        HoldTransitions.Table.IsTerminal(status).ShouldBe(terminal);

    [Fact]
    public void Moves_WhenListed_AreTheLegalOnes() => HoldTransitions.Table.Moves.ShouldBe(Legal, ignoreOrder: true);
}
