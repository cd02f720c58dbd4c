namespace Booking.Domain.Bookings;

using global::Booking.Domain.Catalog;
using global::Booking.Domain.Common;

/// <summary>Where the search for another provider stands.</summary>
public enum ReassignmentStatus
{
    /// <summary>Somebody is looked for.</summary>
    Waiting,

    /// <summary>Somebody else performs the appointment.</summary>
    Done,

    /// <summary>Nobody could be found: the customer has a case.</summary>
    Failed,

    /// <summary>Not needed any more: the booking was cancelled or changed, or somebody else has the appointment already.</summary>
    Dropped,
}

/// <summary>The legal moves of a reassignment.</summary>
public static class ReassignmentTransitions
{
    public static readonly TransitionTable<ReassignmentStatus> Table = new(
        (ReassignmentStatus.Waiting, ReassignmentStatus.Done),
        (ReassignmentStatus.Waiting, ReassignmentStatus.Failed),
        (ReassignmentStatus.Waiting, ReassignmentStatus.Dropped));
}

/// <summary>An appointment that needs, or got, another provider.</summary>
public sealed class Reassignment : AggregateRoot
{
    public const int NoteMaxLength = 500;

    private Reassignment()
    {
    }

    public Guid BookingId { get; private init; }

    /// <summary>Index of the booking's item.</summary>
    public int Item { get; private init; }

    /// <summary>The event that told of it; null where a person has said so.</summary>
    public Guid? DisruptionId { get; private init; }

    public Guid FromProviderId { get; private init; }

    public Guid? ToProviderId { get; private set; }

    /// <summary>When the appointment begins.</summary>
    public DateTimeOffset StartsAt { get; private init; }

    /// <summary>What does not take place, where nobody is found.</summary>
    public string Title { get; private init; } = "";

    /// <summary>Why; for the customer.</summary>
    public string? Note { get; private init; }

    public ReassignmentStatus Status { get; private set; }

    /// <summary>How often the one who was best was taken by somebody else at the same moment.</summary>
    public int Tries { get; private set; }

    /// <summary>When there is something to do next; null when there is not.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Who has decided; null where the scores did.</summary>
    public Guid? AssignedBy { get; private set; }

    /// <summary>How the providers compared when it was decided, best first.</summary>
    public IReadOnlyList<RankedProvider> Considered { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Somebody else is to be found.</summary>
    /// <param name="title">Of the case that is opened where nobody is.</param>
    public static Reassignment Ask(Guid id, Booking booking, int item, Guid fromProviderId, Guid? disruptionId, string title, string? note, DateTimeOffset now) => new()
    {
        Id = id,
        TenantId = booking.TenantId,
        BookingId = booking.Id,
        Item = item,
        DisruptionId = disruptionId,
        FromProviderId = fromProviderId,
        StartsAt = booking.Items[item].From ?? now,
        Title = title,
        Note = note,
        Status = ReassignmentStatus.Waiting,
        DueAt = now,
        CreatedAt = now,
    };

    /// <summary>Somebody else has it.</summary>
    /// <param name="by">Who has decided; null where the scores did.</param>
    public Result<Done> Settle(Guid toProviderId, Guid? by, IReadOnlyList<RankedProvider> considered, DateTimeOffset now)
    {
        Result<Done> allowed = End(ReassignmentStatus.Done, considered, now);
        if (allowed.IsSuccess)
        {
            (ToProviderId, AssignedBy) = (toProviderId, by);
        }

        return allowed;
    }

    /// <summary>Whoever was best was lost to somebody else.</summary>
    public void TryAgain(DateTimeOffset at) => (Tries, DueAt) = (Tries + 1, at);

    /// <summary>Nothing can be done before then.</summary>
    public void Wait(DateTimeOffset until) => DueAt = until;

    /// <summary>Nobody could be found.</summary>
    public Result<Done> Fail(IReadOnlyList<RankedProvider> considered, DateTimeOffset now) => End(ReassignmentStatus.Failed, considered, now);

    public Result<Done> Drop(DateTimeOffset now) => End(ReassignmentStatus.Dropped, Considered, now);

    private Result<Done> End(ReassignmentStatus to, IReadOnlyList<RankedProvider> considered, DateTimeOffset now)
    {
        Result<Done> allowed = ReassignmentTransitions.Table.Check(Status, to);
        if (allowed.IsSuccess)
        {
            (Status, Considered, DueAt, EndedAt) = (to, considered, null, now);
        }

        return allowed;
    }
}
