namespace Booking.Domain.Tests.Tickets;

using Booking.Domain.Tests.Common;
using Booking.Domain.Tickets;
using Shouldly;
using Xunit;

public sealed class TicketTransitionsTests
{
    private static readonly HashSet<(TicketStatus From, TicketStatus To)> Legal =
    [
        (TicketStatus.Valid, TicketStatus.Used),
        (TicketStatus.Valid, TicketStatus.Revoked),
        (TicketStatus.Used, TicketStatus.Revoked),
        (TicketStatus.Used, TicketStatus.Valid),
    ];

    public static TheoryData<TicketStatus, TicketStatus> Pairs => Transitions.EveryPair<TicketStatus>();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_WhenPairIsListed_PassesAndOtherwiseRefuses(TicketStatus from, TicketStatus to) =>
        TicketTransitions.Table.ShouldAnswer(from, to, Legal.Contains((from, to)));

    [Fact]
    public void Moves_WhenListed_AreTheLegalOnes() => TicketTransitions.Table.Moves.ShouldBe(Legal, ignoreOrder: true);
}
