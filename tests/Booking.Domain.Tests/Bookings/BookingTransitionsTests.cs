namespace Booking.Domain.Tests.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class BookingTransitionsTests
{
    private static readonly HashSet<(BookingStatus From, BookingStatus To)> Legal =
    [
        (BookingStatus.AwaitingPayment, BookingStatus.Confirmed),
        (BookingStatus.AwaitingPayment, BookingStatus.Cancelled),
        (BookingStatus.AwaitingPayment, BookingStatus.Expired),
        (BookingStatus.Expired, BookingStatus.Confirmed),
        (BookingStatus.Confirmed, BookingStatus.Completed),
        (BookingStatus.Confirmed, BookingStatus.Cancelled),
        (BookingStatus.Confirmed, BookingStatus.NoShow),
    ];

    public static TheoryData<BookingStatus, BookingStatus> Pairs => Transitions.EveryPair<BookingStatus>();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_WhenPairIsListed_PassesAndOtherwiseRefuses(BookingStatus from, BookingStatus to) =>
        BookingTransitions.Table.ShouldAnswer(from, to, Legal.Contains((from, to)));

    [Theory]
    [InlineData(BookingStatus.AwaitingPayment, false)]
    [InlineData(BookingStatus.Confirmed, false)]
    [InlineData(BookingStatus.Completed, true)]
    [InlineData(BookingStatus.Cancelled, true)]
    [InlineData(BookingStatus.Expired, false)]
    [InlineData(BookingStatus.NoShow, true)]
    public void IsTerminal_WhenNothingLeadsOut_IsTrue(BookingStatus status, bool terminal) =>
        BookingTransitions.Table.IsTerminal(status).ShouldBe(terminal);

    [Fact]
    public void Moves_WhenListed_AreTheLegalOnes() => BookingTransitions.Table.Moves.ShouldBe(Legal, ignoreOrder: true);
}
