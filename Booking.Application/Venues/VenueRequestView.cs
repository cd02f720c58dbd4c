namespace Booking.Application.Venues;

using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;

/// <param name="Blocks">What it does to the calendar while it is pending.</param>
/// <param name="Price">That of the moment it was placed; an approval does not change it.</param>
/// <param name="RespondBy">When it lapses if nobody answers.</param>
/// <param name="Note">The owner's, to the customer.</param>
/// <param name="BookingId">Of the booking that it became.</param>
/// <param name="SeriesId">Of the series whose date it is; null where it is for one date alone.</param>
/// <param name="AvailableActions">What may be done: <c>approve</c>, <c>decline</c>, <c>withdraw</c>.</param>
public sealed record VenueRequestView(
    Guid Id,
    string Number,
    VenueRequestStatus Status,
    Guid VenueId,
    PendingBlocks Blocks,
    DateTimeOffset From,
    DateTimeOffset To,
    HoldItem Item,
    Price Price,
    Customer Customer,
    string Message,
    DateTimeOffset CreatedAt,
    DateTimeOffset RespondBy,
    DateTimeOffset? AnsweredAt,
    string Note,
    Guid? BookingId,
    Guid? SeriesId,
    IReadOnlyList<string> AvailableActions)
{
    internal static VenueRequestView Of(VenueRequest request, DateTimeOffset now)
    {
        VenueRequestStatus status = request.StatusAt(now);
        return new VenueRequestView(
            request.Id, request.Number, status, request.VenueId, request.Blocks, request.StartsAt, request.EndsAt, request.Item, request.Price, request.Customer, request.Message,
            request.CreatedAt, request.RespondBy, request.AnsweredAt, request.Note, request.BookingId, request.SeriesId, status == VenueRequestStatus.Pending ? ["approve", "decline", "withdraw"] : []);
    }
}
