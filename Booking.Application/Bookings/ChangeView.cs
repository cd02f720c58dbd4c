namespace Booking.Application.Bookings;

using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <param name="Price">Of the whole booking with the new items.</param>
/// <param name="Difference">To pay, or where it is negative to be paid back.</param>
/// <param name="ChangeFee">Part of the difference.</param>
/// <param name="ExpiresAt">Until when the offer is binding.</param>
/// <param name="PayBefore">Until when the new inventory is kept for the payment; null when there is nothing to pay, or not yet.</param>
public sealed record ChangeView(
    Guid Id,
    Guid BookingId,
    ChangeStatus Status,
    IReadOnlyList<ChangedItemView> Items,
    Price Price,
    Money Difference,
    Money ChangeFee,
    Guid? CaseId,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? PayBefore,
    DateTimeOffset? AppliedAt)
{
    public static ChangeView Of(BookingChange change, DateTimeOffset now) => new(
        change.Id, change.BookingId, change.StatusAt(now), [.. change.Items.Select(item => new ChangedItemView(item.Item, item.From, item.To))], change.Price, change.Difference, change.ChangeFee,
        change.CaseId, change.CreatedAt, change.ExpiresAt, change.PayBefore, change.AppliedAt);
}

/// <param name="Item">Index of the booking's item.</param>
public sealed record ChangedItemView(int Item, HoldItem From, HoldItem To);
