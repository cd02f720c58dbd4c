namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Users;

/// <summary>
/// A booking as its customer or an admin sees it, whole; or as the provider of some of its items does: these items with their states,
/// passengers, check-ins, prices and times, and the customer's name. To a provider the other items, what the order costs as a whole, the
/// customer's mail address and phone number, and the caller's own metadata are not shown.
/// </summary>
/// <param name="PayBefore">Until when the inventory is kept for the payment; null when there is nothing to pay.</param>
/// <param name="Items">What is left of them; one that was cancelled whole has the quantity 0.</param>
/// <param name="ItemNumbers">Of each item, its index in the booking, as other calls, passengers, check-ins and price lines name it.</param>
/// <param name="ItemStates">Of each item: <c>live</c>, <c>checked_in</c>, <c>missed</c> or <c>cancelled</c>.</param>
/// <param name="Price">Of what was sold; to a provider, of the own items.</param>
/// <param name="CancellationPolicy">What holds for all items; each item's own <c>policy</c> decides.</param>
/// <param name="AvailableActions">What the caller may do with the booking now: <c>pay</c>, <c>cancel</c>, <c>change</c>, <c>namePassengers</c>, <c>checkIn</c>, <c>receipts</c>.</param>
public sealed record BookingView(
    Guid Id,
    string Number,
    BookingStatus Status,
    Guid HoldId,
    DateTimeOffset CreatedAt,
    DateTimeOffset? PayBefore,
    DateTimeOffset? ConfirmedAt,
    BookingCustomerView Customer,
    IReadOnlyList<Passenger> Passengers,
    IReadOnlyList<HoldItem> Items,
    IReadOnlyList<int> ItemNumbers,
    IReadOnlyList<string> ItemStates,
    DateTimeOffset? StartsAt,
    DateTimeOffset? EndsAt,
    IReadOnlyList<CheckIn> CheckIns,
    Price Price,
    CancellationPolicy CancellationPolicy,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<string> AvailableActions,
    long Version)
{
    /// <param name="context">Who looks at it.</param>
    /// <param name="pending">The change that waits for its payment.</param>
    public static BookingView Of(Booking booking, DateTimeOffset now, RequestContext context, BookingChange? pending = null)
    {
        BookingStatus status = booking.StatusAt(now);
        return new BookingView(
            booking.Id, booking.Number, status, booking.HoldId, booking.CreatedAt, booking.PayBefore, booking.ConfirmedAt,
            new BookingCustomerView(booking.Customer.Name, booking.Customer.Email, booking.Customer.Phone), [.. booking.Passengers.Select(passenger => passenger.Masked())],
            booking.Items, [.. Enumerable.Range(0, booking.Items.Count)], [.. booking.Items.Select((_, i) => StateOf(booking, i))], booking.StartsAt, booking.EndsAt, booking.CheckIns,
            booking.Price, booking.CancellationPolicy, booking.Metadata, [.. ActionsOf(booking, status, now, context, pending)], booking.Version);
    }

    /// <summary>As a provider sees it.</summary>
    /// <param name="items">Indexes of the provider's items.</param>
    public static BookingView OfProvider(Booking booking, IReadOnlyList<int> items, DateTimeOffset now)
    {
        HoldItem[] own = [.. items.Select(item => booking.Items[item])];
        HoldItem[] left = [.. own.Where(item => item.Quantity > 0)];
        return new BookingView(
            booking.Id, booking.Number, booking.StatusAt(now), booking.HoldId, booking.CreatedAt, booking.PayBefore, booking.ConfirmedAt,
            new BookingCustomerView(booking.Customer.Name, null, null), [.. booking.Passengers.Where(passenger => items.Contains(passenger.Item)).Select(passenger => passenger.Masked())],
            own, items, [.. items.Select(item => StateOf(booking, item))], left.Min(item => item.From), left.Max(item => item.To ?? item.From),
            [.. booking.CheckIns.Where(checkIn => items.Contains(checkIn.Item))], booking.Price.OfItems(items), CancellationPolicy.Strictest(left.Select(item => item.Policy)),
            new Dictionary<string, string>(), booking.CanCheckIn(now, items) ? ["checkIn"] : [], booking.Version);
    }

    private static IEnumerable<string> ActionsOf(Booking booking, BookingStatus status, DateTimeOffset now, RequestContext context, BookingChange? pending)
    {
        if (status == BookingStatus.AwaitingPayment || (status == BookingStatus.Confirmed && pending?.StatusAt(now) == ChangeStatus.AwaitingPayment))
        {
            yield return "pay";
        }

        if (status is not (BookingStatus.AwaitingPayment or BookingStatus.Confirmed))
        {
            yield break;
        }

        if (booking.Select([], context.IsAdmin, now).IsSuccess)
        {
            yield return "cancel";
        }

        if (status == BookingStatus.Confirmed && Enumerable.Range(0, booking.Items.Count).Any(item => booking.CheckChangeable(item, now).IsSuccess))
        {
            yield return "change";
        }

        if (booking.Items.Any(item => item.Quantity > 0 && !(item.From <= now)))
        {
            yield return "namePassengers";
        }

        if (context.Roles.Any(role => role is Roles.Provider or Roles.Driver or Roles.Admin) && booking.CanCheckIn(now))
        {
            yield return "checkIn";
        }

        if (status == BookingStatus.Confirmed && booking.Price.Total.Amount > 0)
        {
            yield return "receipts";
        }
    }

    private static string StateOf(Booking booking, int item) => booking switch
    {
        _ when booking.Status == BookingStatus.Cancelled || booking.Items[item].Quantity == 0 => "cancelled",
        _ when booking.IsMissed(item) => "missed",
        _ when booking.CheckIns.Any(checkIn => checkIn.Item == item) => "checked_in",
        _ => "live",
    };
}

/// <summary>Who the booking is for.</summary>
/// <param name="Email">Null for providers.</param>
/// <param name="Phone">E.164; null for providers, and where none was stated.</param>
public sealed record BookingCustomerView(string Name, string? Email, string? Phone);
