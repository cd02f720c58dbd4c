namespace Booking.Application.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Holds;

/// <param name="From">The new start, or the start of the time that is lost.</param>
/// <param name="Items">Indexes of the booking's items that are touched.</param>
/// <param name="Deadline">When it is settled without the customer: what does not take place is paid back, everything else stays.</param>
/// <param name="Options">What can be chosen: <c>accept</c>, <c>rebook</c>, <c>refund</c>.</param>
public sealed record CaseView(
    Guid Id,
    Guid BookingId,
    CaseStatus Status,
    string Kind,
    Guid OfferingId,
    string Title,
    Disruption Disruption,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? Note,
    IReadOnlyList<int> Items,
    DateTimeOffset Deadline,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ResolvedAt,
    IReadOnlyList<string> Options)
{
    public static CaseView Of(DisruptionCase opened) => new(
        opened.Id, opened.BookingId, opened.Status, opened.Kind, opened.OfferingId, opened.Title, opened.Disruption, opened.NewFrom, opened.NewTo, opened.Note, opened.Items,
        opened.Deadline, opened.CreatedAt, opened.ResolvedAt, opened.Options);
}
