namespace Booking.Domain.Bookings;

using global::Booking.Domain.Common;
using global::Booking.Domain.Holds;

/// <summary>Where a case stands.</summary>
public enum CaseStatus
{
    /// <summary>The customer has to choose.</summary>
    Open,

    /// <summary>The customer takes it as it is now.</summary>
    Accepted,

    /// <summary>The customer has something else instead.</summary>
    Rebooked,

    /// <summary>All of it was paid back.</summary>
    Refunded,

    /// <summary>Nobody chose in time, and the booking stays as it is now.</summary>
    Lapsed,
}

/// <summary>The legal moves of a case.</summary>
public static class CaseTransitions
{
    public static readonly TransitionTable<CaseStatus> Table = new(
        (CaseStatus.Open, CaseStatus.Accepted),
        (CaseStatus.Open, CaseStatus.Rebooked),
        (CaseStatus.Open, CaseStatus.Refunded),
        (CaseStatus.Open, CaseStatus.Lapsed));
}

/// <summary>What the customer of one booking does about one disruption of what was sold.</summary>
public sealed class DisruptionCase : AggregateRoot
{
    /// <summary>However soon the offering begins, there is so much time to choose.</summary>
    public static readonly TimeSpan ShortestTime = TimeSpan.FromHours(1);

    private DisruptionCase()
    {
    }

    public Guid BookingId { get; private init; }

    /// <summary>The event that told of it: one case per booking and disruption.</summary>
    public Guid DisruptionId { get; private init; }

    public Guid? CustomerId { get; private init; }

    public string Kind { get; private init; } = "";

    public Guid OfferingId { get; private init; }

    public string Title { get; private init; } = "";

    public Disruption Disruption { get; private init; }

    /// <summary>The new start, or the start of the time that is lost.</summary>
    public DateTimeOffset? NewFrom { get; private init; }

    public DateTimeOffset? NewTo { get; private init; }

    public string? Note { get; private init; }

    /// <summary>Indexes of the booking's items that are touched.</summary>
    public IReadOnlyList<int> Items { get; private init; } = [];

    public CaseStatus Status { get; private set; }

    /// <summary>When it is settled without the customer: what does not take place is paid back, everything else stays.</summary>
    public DateTimeOffset Deadline { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <param name="answerWithin">How long the customer has, where the offering does not begin sooner.</param>
    public static DisruptionCase Open(Guid id, Booking booking, Guid disruptionId, OfferingDisrupted disrupted, IReadOnlyList<int> items, TimeSpan answerWithin, DateTimeOffset now)
    {
        DateTimeOffset latest = now + answerWithin;
        DateTimeOffset? begins = items.Min(item => booking.Items[item].From);
        DateTimeOffset deadline = begins < latest ? begins.Value : latest;
        DisruptionCase opened = new()
        {
            Id = id,
            TenantId = booking.TenantId,
            BookingId = booking.Id,
            DisruptionId = disruptionId,
            CustomerId = booking.CustomerId,
            Kind = disrupted.Kind,
            OfferingId = disrupted.OfferingId,
            Title = disrupted.Title,
            Disruption = disrupted.Disruption,
            NewFrom = disrupted.From,
            NewTo = disrupted.To,
            Note = disrupted.Note,
            Items = items,
            Status = CaseStatus.Open,
            Deadline = deadline < now + ShortestTime ? now + ShortestTime : deadline,
            CreatedAt = now,
        };
        opened.Raise(new CaseOpened(id, booking.Id, booking.CustomerId, disrupted.Disruption, disrupted.Title, opened.Deadline));
        return opened;
    }

    /// <summary>What can be chosen now: <c>accept</c>, <c>rebook</c>, <c>refund</c>. What does not take place cannot be accepted.</summary>
    public IReadOnlyList<string> Options => Status != CaseStatus.Open ? [] : Disruption == Disruption.Cancelled ? ["rebook", "refund"] : ["accept", "rebook", "refund"];

    public Result<Done> Accept(DateTimeOffset now) => Disruption == Disruption.Cancelled
        ? Error.Conflict("illegal_transition", "What does not take place cannot be accepted.")
        : Settle(CaseStatus.Accepted, now);

    public Result<Done> Rebook(DateTimeOffset now) => Settle(CaseStatus.Rebooked, now);

    public Result<Done> Refund(DateTimeOffset now) => Settle(CaseStatus.Refunded, now);

    public Result<Done> Lapse(DateTimeOffset now) => Settle(CaseStatus.Lapsed, now);

    private Result<Done> Settle(CaseStatus to, DateTimeOffset now)
    {
        Result<Done> allowed = CaseTransitions.Table.Check(Status, to);
        if (allowed.IsSuccess)
        {
            Status = to;
            ResolvedAt = now;
            Raise(new CaseSettled(Id, BookingId, CustomerId, to));
        }

        return allowed;
    }
}

public sealed record CaseOpened(Guid CaseId, Guid BookingId, Guid? CustomerId, Disruption Disruption, string Title, DateTimeOffset Deadline) : DomainEvent("case.opened", CaseId);

public sealed record CaseSettled(Guid CaseId, Guid BookingId, Guid? CustomerId, CaseStatus Status) : DomainEvent("case.settled", CaseId);
