namespace Booking.Domain.Venues;

using Booking.Domain.Common;

/// <summary>What becomes of a series of which some dates cannot be had.</summary>
public enum OnConflict
{
    /// <summary>All dates or none.</summary>
    Fail,

    /// <summary>Books the dates that can be had.</summary>
    Skip,

    /// <summary>Only tells; nothing is taken.</summary>
    Report,
}

/// <summary>What became of one date of a series.</summary>
public enum OccurrenceStatus
{
    /// <summary>Has its own booking.</summary>
    Booked,

    /// <summary>Its owner has been asked for it.</summary>
    Requested,

    /// <summary>Could be booked; in a report.</summary>
    Free,

    /// <summary>Somebody else has the time, and the other dates were booked without it.</summary>
    Skipped,

    /// <summary>Somebody else has the time.</summary>
    Conflict,

    /// <summary>A rule of the hall is against it: opening hours, notice and the like.</summary>
    Closed,
}

/// <summary>One date of a series.</summary>
/// <param name="Reason">Why it is not booked; null when it is.</param>
/// <param name="RequestId">Where the owner decides; once he has approved it, the request knows the booking.</param>
public sealed record VenueOccurrence(
    int Index, DateTimeOffset From, DateTimeOffset To, OccurrenceStatus Status, string? Reason, Guid? BookingId, string? Number, Guid? RequestId = null);

/// <summary>A use of a hall that is repeated; each date that could be had is a booking of its own, or a request where the owner decides.</summary>
public sealed class VenueSeries : AggregateRoot
{
    private VenueSeries()
    {
    }

    /// <summary><c>SE-</c> and six or more characters.</summary>
    public string Number { get; private init; } = "";

    public Guid VenueId { get; private init; }

    public Guid CustomerId { get; private init; }

    /// <summary>As it was asked for.</summary>
    public string Rule { get; private init; } = "";

    public OnConflict OnConflict { get; private init; }

    public IReadOnlyList<VenueOccurrence> Occurrences { get; private init; } = [];

    public DateTimeOffset CreatedAt { get; private init; }

    /// <param name="bookingNumber">A number of a booking, which nobody else gets.</param>
    public static VenueSeries Of(
        Guid id, string bookingNumber, Venue venue, Guid customerId, string rule, OnConflict onConflict, IReadOnlyList<VenueOccurrence> occurrences, DateTimeOffset now) => new()
        {
            Id = id,
            TenantId = venue.TenantId,
            Number = $"SE-{bookingNumber[3..]}",
            VenueId = venue.Id,
            CustomerId = customerId,
            Rule = rule,
            OnConflict = onConflict,
            Occurrences = occurrences,
            CreatedAt = now,
        };

    /// <summary>The dates that are meant, booked or not.</summary>
    /// <param name="index">The date that is named; null for all.</param>
    public Result<IReadOnlyList<VenueOccurrence>> Choose(OccurrenceScope scope, int? index)
    {
        if (scope == OccurrenceScope.All)
        {
            return index is null ? Occurrences.ToList() : Error.Rule("/occurrence", "All dates are meant; name none.");
        }

        List<VenueOccurrence> chosen = [.. Occurrences.Where(date => scope == OccurrenceScope.This ? date.Index == index : date.Index >= index)];
        return chosen.Count > 0 && chosen[0].Index == index ? chosen : Error.Rule("/occurrence", "The series has no such date.");
    }
}
