namespace Booking.Domain.Tests.Waitlist;

using Booking.Domain.Tests.Common;
using Booking.Domain.Waitlist;
using Shouldly;
using Xunit;

public sealed class WaitlistTransitionsTests
{
    private static readonly HashSet<(WaitlistStatus From, WaitlistStatus To)> Legal =
    [
        (WaitlistStatus.Waiting, WaitlistStatus.Offered),
        (WaitlistStatus.Waiting, WaitlistStatus.Left),
        (WaitlistStatus.Waiting, WaitlistStatus.Expired),
        (WaitlistStatus.Offered, WaitlistStatus.Accepted),
        (WaitlistStatus.Offered, WaitlistStatus.Declined),
        (WaitlistStatus.Offered, WaitlistStatus.Expired),
        (WaitlistStatus.Offered, WaitlistStatus.Left),
    ];

    public static TheoryData<WaitlistStatus, WaitlistStatus> Pairs => Transitions.EveryPair<WaitlistStatus>();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_WhenPairIsListed_PassesAndOtherwiseRefuses(WaitlistStatus from, WaitlistStatus to) =>
        WaitlistTransitions.Table.ShouldAnswer(from, to, Legal.Contains((from, to)));

    [Fact]
    public void Moves_WhenListed_AreTheLegalOnes() => WaitlistTransitions.Table.Moves.ShouldBe(Legal, ignoreOrder: true);
}
