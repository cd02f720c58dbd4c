namespace Booking.Application.Venues;

using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Venues;

/// <param name="Id">Null in a report, which makes nothing.</param>
/// <param name="AvailableActions">What may be done with some of its dates: <c>approve</c>, <c>decline</c>, <c>withdraw</c>, <c>cancel</c>.</param>
public sealed record VenueSeriesView(
    Guid? Id, string? Number, Guid VenueId, string Rule, OnConflict OnConflict, DateTimeOffset? CreatedAt, IReadOnlyList<VenueOccurrenceView> Occurrences, IReadOnlyList<string> AvailableActions);

/// <summary>One date of a series.</summary>
/// <param name="Reason">Why it is not booked; null when it is or could be.</param>
/// <param name="BookingId">Of its booking, once there is one.</param>
/// <param name="Number">Of its booking, or of its request while there is no booking.</param>
/// <param name="BookingStatus">Where its booking stands now.</param>
/// <param name="RequestId">Where the owner decides.</param>
/// <param name="RequestStatus">Where its request stands now.</param>
/// <param name="Conflicts">What stands in the way.</param>
/// <param name="Alternatives">Free times near it; for the first conflicts only.</param>
public sealed record VenueOccurrenceView(
    int Index,
    DateTimeOffset From,
    DateTimeOffset To,
    OccurrenceStatus Status,
    string? Reason,
    Guid? BookingId,
    string? Number,
    BookingStatus? BookingStatus,
    Guid? RequestId,
    VenueRequestStatus? RequestStatus,
    IReadOnlyList<ClaimConflict> Conflicts,
    IReadOnlyList<Alternative> Alternatives)
{
    internal static VenueOccurrenceView Of(VenueOccurrence occurrence) =>
        new(occurrence.Index, occurrence.From, occurrence.To, occurrence.Status, occurrence.Reason, occurrence.BookingId, occurrence.Number, null, occurrence.RequestId, null, [], []);
}
