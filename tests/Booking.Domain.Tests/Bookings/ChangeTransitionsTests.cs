namespace Booking.Domain.Tests.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class ChangeTransitionsTests
{
    private static readonly HashSet<(ChangeStatus From, ChangeStatus To)> Legal =
    [
        (ChangeStatus.Quoted, ChangeStatus.AwaitingPayment),
        (ChangeStatus.Quoted, ChangeStatus.Applied),
        (ChangeStatus.AwaitingPayment, ChangeStatus.Applied),
        (ChangeStatus.AwaitingPayment, ChangeStatus.Lapsed),
        (ChangeStatus.Lapsed, ChangeStatus.Applied),
    ];

    public static TheoryData<ChangeStatus, ChangeStatus> Pairs => Transitions.EveryPair<ChangeStatus>();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_WhenPairIsListed_PassesAndOtherwiseRefuses(ChangeStatus from, ChangeStatus to) =>
        ChangeTransitions.Table.ShouldAnswer(from, to, Legal.Contains((from, to)));

    [Fact]
    public void Moves_WhenListed_AreTheLegalOnes() => ChangeTransitions.Table.Moves.ShouldBe(Legal, ignoreOrder: true);
}
