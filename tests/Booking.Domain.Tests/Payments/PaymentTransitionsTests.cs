namespace Booking.Domain.Tests.Payments;

using Booking.Domain.Payments;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class PaymentTransitionsTests
{
    private static readonly HashSet<(PaymentStatus From, PaymentStatus To)> Legal =
    [
        (PaymentStatus.Pending, PaymentStatus.Succeeded),
        (PaymentStatus.Pending, PaymentStatus.Failed),
        (PaymentStatus.Pending, PaymentStatus.Cancelled),
        (PaymentStatus.Failed, PaymentStatus.Succeeded),
        (PaymentStatus.Cancelled, PaymentStatus.Succeeded),
        (PaymentStatus.Succeeded, PaymentStatus.PartiallyRefunded),
        (PaymentStatus.Succeeded, PaymentStatus.Refunded),
        (PaymentStatus.PartiallyRefunded, PaymentStatus.PartiallyRefunded),
        (PaymentStatus.PartiallyRefunded, PaymentStatus.Refunded),
    ];

    public static TheoryData<PaymentStatus, PaymentStatus> Pairs => Transitions.EveryPair<PaymentStatus>();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_WhenPairIsListed_PassesAndOtherwiseRefuses(PaymentStatus from, PaymentStatus to) =>
        PaymentTransitions.Table.ShouldAnswer(from, to, Legal.Contains((from, to)));

    [Theory]
    [InlineData(PaymentStatus.Pending, false)]
    [InlineData(PaymentStatus.Succeeded, false)]
    [InlineData(PaymentStatus.Failed, false)]
    [InlineData(PaymentStatus.Cancelled, false)]
    [InlineData(PaymentStatus.PartiallyRefunded, false)]
    [InlineData(PaymentStatus.Refunded, true)]
    public void IsTerminal_WhenNothingLeadsOut_IsTrue(PaymentStatus status, bool terminal) =>
        PaymentTransitions.Table.IsTerminal(status).ShouldBe(terminal);

    [Fact]
    public void Moves_WhenListed_AreTheLegalOnes() => PaymentTransitions.Table.Moves.ShouldBe(Legal, ignoreOrder: true);
}
