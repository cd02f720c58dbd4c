namespace Booking.Domain.Tests.Events;

using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class EventTransitionsTests
{
    private static readonly HashSet<(EventStatus From, EventStatus To)> Legal =
    [
        (EventStatus.Draft, EventStatus.Published),
        (EventStatus.Draft, EventStatus.Cancelled),
        (EventStatus.Published, EventStatus.Cancelled),
    ];

    public static TheoryData<EventStatus, EventStatus> Pairs => Transitions.EveryPair<EventStatus>();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Check_WhenPairIsListed_PassesAndOtherwiseRefuses(EventStatus from, EventStatus to) =>
        EventTransitions.Table.ShouldAnswer(from, to, Legal.Contains((from, to)));

    [Fact]
    public void Moves_WhenListed_AreTheLegalOnes() => EventTransitions.Table.Moves.ShouldBe(Legal, ignoreOrder: true);

    [Fact]
    public void Event_WhenItGoesThroughItsLife_TellsEachStep()
    {
        Event happening = Drafts.Event();
        happening.Postpone(Samples.Hours(200, 203), null, null, Samples.Now).Answer().ShouldBe("illegal_transition");
        happening.Publish([], Samples.Now).Answer().ShouldBe("rule_violated");
        happening.Publish([Drafts.Type(happening)], Samples.Now).Answer().ShouldBe("ok");
        happening.Publish([Drafts.Type(happening)], Samples.Now).Answer().ShouldBe("illegal_transition");
        happening.Postpone(Samples.Hours(-2, -1), null, null, Samples.Now).Answer().ShouldBe("rule_violated");
        happening.Postpone(Samples.Hours(200, 203), null, "Later", Samples.Now).Answer().ShouldBe("ok");
        happening.Status.ShouldBe(EventStatus.Published);
        happening.Cancel(null, Samples.Now).Answer().ShouldBe("ok");
        happening.Cancel(null, Samples.Now).Answer().ShouldBe("illegal_transition");
        happening.TakeEvents().ShouldBe("event.published offering.disrupted event.postponed offering.disrupted event.cancelled");
    }

    [Fact]
    public void Cancel_WhenItIsADraft_DisruptsNobody()
    {
        Event happening = Drafts.Event();
        happening.Cancel(null, Samples.Now).Answer().ShouldBe("ok");
        happening.TakeEvents().ShouldBe("event.cancelled");
    }

    [Fact]
    public void Postpone_WhenATypeClosesBeforeTheStart_MovesThatToo()
    {
        Event happening = Drafts.Event();
        TicketType type = Drafts.Type(happening, details => details with { ClosesMinutesBefore = 60 });
        happening.Publish([type], Samples.Now);
        happening.Postpone(Samples.Hours(200, 203), null, null, Samples.Now);
        type.ClosesAt(happening).ShouldBe(Samples.Now.AddHours(199));
    }
}

/// <summary>An event and a ticket type as an organiser drafts them.</summary>
internal static class Drafts
{
    public static Event Event(string zone = "Europe/Berlin", DateTimeOffset? startsAt = null, TimeSpan? duration = null) => Domain.Events.Event.Create(
        Guid.CreateVersion7(), Guid.CreateVersion7(), null, Details(zone, startsAt ?? Samples.Now.AddHours(100), duration ?? TimeSpan.FromHours(3)), Samples.Now).Value.ShouldNotBeNull();

    public static EventDetails Details(string zone, DateTimeOffset startsAt, TimeSpan duration) => new()
    {
        Title = "Evening",
        Category = "music",
        VenueName = "Hall",
        City = "Berlin",
        Location = new GeoPoint(52.5, 13.4),
        TimeZone = zone,
        StartsAt = startsAt,
        EndsAt = startsAt + duration,
    };

    public static TicketType Type(Event happening, Func<TicketTypeDetails, TicketTypeDetails>? with = null, TicketType? after = null, params TicketType[] siblings)
    {
        TicketTypeDetails details = new() { Name = "Standing", Price = Samples.Eur(2_000), Capacity = 100 };
        return TicketType.Create(Guid.CreateVersion7(), happening, Guid.CreateVersion7(), [], with is null ? details : with(details), after, siblings).Value.ShouldNotBeNull();
    }
}
