namespace Booking.Domain.Common;

/// <summary>A half-open range of time: <c>From</c> belongs to it, <c>To</c> does not, so adjacent ranges do not overlap.</summary>
public readonly record struct TimeRange(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Duration => To - From;

    public bool IsEmpty => From >= To;

    /// <summary>Whether they share a moment; an empty range shares none.</summary>
    public bool Overlaps(TimeRange other) => !IsEmpty && !other.IsEmpty && From < other.To && other.From < To;

    public bool Contains(TimeRange other) => From <= other.From && other.To <= To;

    /// <summary>The range with turnaround time before and after it.</summary>
    public TimeRange With(TimeSpan before, TimeSpan after) => new(From - before, To + after);
}
