namespace Booking.Application.Notifications;

using System.Text.Json;
using Booking.Domain.Holds;

/// <summary>
/// Who is told of an event as it happens, by its type. Admins are told of everything; customers and drivers of what is theirs; whoever
/// watches an offering of what anybody may know of it. Whose claims moved is nobody's business but their owner's: watchers are told what
/// is left, see <see cref="EventRoute.Touched"/>.
/// </summary>
public static class EventRoutes
{
    private static readonly Dictionary<string, Rule> Rules = new()
    {
        ["hold.placed"] = new(To.Customer, Moves.Items),
        ["hold.extended"] = new(To.Customer),
        ["hold.expiring"] = new(To.Customer),
        ["hold.released"] = new(To.Customer, Moves.Items),
        ["hold.expired"] = new(To.Customer, Moves.Items),
        ["inventory.released"] = new(To.Admins, Moves.Items),
        ["booking.awaiting_payment"] = new(To.Customer),
        ["booking.confirmed"] = new(To.Customer, Moves.Items),
        ["booking.expired"] = new(To.Customer),
        ["booking.cancelled"] = new(To.Customer, Moves.Items),
        ["booking.changed"] = new(To.Customer, Moves.Items),
        ["booking.moved"] = new(To.Customer),
        ["booking.completed"] = new(To.Customer),
        ["booking.no_show"] = new(To.Customer),
        ["appointment.reassigned"] = new(To.Customer),
        ["case.opened"] = new(To.Customer),
        ["case.settled"] = new(To.Customer),
        ["payment.succeeded"] = new(To.CustomerOfBooking),
        ["payment.failed"] = new(To.CustomerOfBooking),
        ["payment.refund_requested"] = new(To.Admins),
        ["payment.refunded"] = new(To.CustomerOfBooking),
        ["event.seat_plan_changed"] = new(To.Watchers, Moves.Offering, WatchKinds.Event, "eventId"),
        ["event.published"] = new(To.Watchers, Moves.Offering, WatchKinds.Event, "eventId"),
        ["event.changed"] = new(To.Watchers, Moves.Offering, WatchKinds.Event, "eventId"),
        ["event.postponed"] = new(To.Watchers, Moves.Offering, WatchKinds.Event, "eventId"),
        ["event.cancelled"] = new(To.Watchers, Moves.Offering, WatchKinds.Event, "eventId"),
        ["offering.disrupted"] = new(To.Admins),
        ["trip.departed"] = new(To.Watchers, Moves.Nothing, WatchKinds.Trip, "tripId"),
        ["trip.arrived"] = new(To.Watchers, Moves.Nothing, WatchKinds.Trip, "tripId"),
        ["trip.delayed"] = new(To.Watchers, Moves.Nothing, WatchKinds.Trip, "tripId"),
        ["trip.cancelled"] = new(To.Watchers, Moves.Offering, WatchKinds.Trip, "tripId"),
        // It names bookings; watchers are told to read the seats anew.
        ["trip.seats_moved"] = new(To.Admins, Moves.Offering, WatchKinds.Trip, "tripId"),
        ["venue_request.placed"] = new(To.Customer),
        ["venue_request.approved"] = new(To.Customer),
        ["venue_request.declined"] = new(To.Customer),
        ["venue_request.withdrawn"] = new(To.Customer),
        ["venue_request.lapsed"] = new(To.Customer),
        ["venue_series.cancelled"] = new(To.Customer),
        ["waitlist.joined"] = new(To.Customer),
        ["waitlist.offered"] = new(To.Customer),
        ["waitlist.accepted"] = new(To.Customer),
        ["waitlist.declined"] = new(To.Customer),
        ["waitlist.expired"] = new(To.Customer),
        ["waitlist.left"] = new(To.Customer),
        ["rating.given"] = new(To.Admins),
        ["notification.sent"] = new(To.Admins),
        ["notification.failed"] = new(To.Admins),
        ["webhook_endpoint.disabled"] = new(To.Admins),
        ["assignment.offered"] = new(To.Driver),
        ["assignment.accepted"] = new(To.Driver | To.CustomerOfBooking),
        ["assignment.declined"] = new(To.Driver),
        ["assignment.expired"] = new(To.Driver),
        ["assignment.withdrawn"] = new(To.Driver),
        ["assignment.started"] = new(To.Driver | To.CustomerOfBooking),
        ["assignment.finished"] = new(To.Driver | To.CustomerOfBooking),
        ["ride.unassigned"] = new(To.Admins),
        ["ticket.issued"] = new(To.CustomerOfBooking),
        ["ticket.used"] = new(To.CustomerOfBooking),
        ["ticket.revoked"] = new(To.CustomerOfBooking),
        ["receipt.issued"] = new(To.CustomerOfBooking),
        [StatsChanged] = new(To.Admins),
    };

    /// <summary>Numbers of reports are others; only told as it happens, and in no log.</summary>
    public const string StatsChanged = "stats.changed";

    private enum Moves
    {
        Nothing,

        /// <summary>What the event's <c>items</c> name.</summary>
        Items,

        /// <summary>Something about the offering as a whole.</summary>
        Offering,
    }

    [Flags]
    private enum To
    {
        Admins = 0,
        Customer = 1,
        CustomerOfBooking = 2,
        Driver = 4,
        Watchers = 8,
    }

    /// <summary>The types with a rule; any other one is told to admins only.</summary>
    public static IReadOnlyCollection<string> Types => Rules.Keys;

    /// <summary>Types that a customer or a driver can be told of; what their own log is searched for.</summary>
    public static IReadOnlyCollection<string> PersonalTypes { get; } = [.. Rules.Where(rule => (rule.Value.Who & (To.Customer | To.CustomerOfBooking | To.Driver)) != 0).Select(rule => rule.Key)];

    public static EventRoute Of(LoggedEventView happened)
    {
        if (!Rules.TryGetValue(happened.Type, out Rule? rule))
        {
            return EventRoute.AdminsOnly;
        }

        JsonElement data = happened.Data;
        WatchedOffering? offering = rule.Kind is null || IdOf(data, rule.Member!) is not { } id ? null : new WatchedOffering(rule.Kind, id);
        return new EventRoute(
            rule.Who.HasFlag(To.Customer) ? IdOf(data, "customerId") : null,
            rule.Who.HasFlag(To.CustomerOfBooking) ? IdOf(data, "bookingId") : null,
            rule.Who.HasFlag(To.Driver) ? IdOf(data, "driverId") : null,
            rule.Who.HasFlag(To.Watchers) ? offering : null,
            rule.What switch
            {
                Moves.Items => [.. TouchedOffering.OfItems(data)],
                Moves.Offering when offering is not null => [TouchedOffering.Whole(offering)],
                _ => [],
            });
    }

    internal static Guid? IdOf(JsonElement data, string member) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.TryGetGuid(out Guid id) ? id : null;

    private sealed record Rule(To Who, Moves What = Moves.Nothing, string? Kind = null, string? Member = null);
}

/// <summary>Who is told of one event, beside the tenant's admins.</summary>
/// <param name="CustomerOfBooking">The booking whose customer is told; the event itself does not name the customer.</param>
/// <param name="Watched">Whose watchers are told of the event as it is.</param>
/// <param name="Touched">What may have other numbers or seats now.</param>
public sealed record EventRoute(Guid? CustomerId, Guid? CustomerOfBooking, Guid? DriverId, WatchedOffering? Watched, IReadOnlyList<TouchedOffering> Touched)
{
    public static readonly EventRoute AdminsOnly = new(null, null, null, null, []);
}

/// <summary>An offering that clients watch.</summary>
/// <param name="Kind">One of <see cref="WatchKinds"/>.</param>
public sealed record WatchedOffering(string Kind, Guid OfferingId);

/// <summary>What can be watched; the words of the hub.</summary>
public static class WatchKinds
{
    public const string Event = "event";
    public const string Trip = "trip";
    public const string Car = "car";
    public const string Venue = "venue";
    public const string Service = "service";
    public const string Product = "product";

    public static readonly IReadOnlyList<string> All = [Event, Trip, Car, Venue, Service, Product];
}

/// <summary>Where an offering's availability may have changed.</summary>
/// <param name="Seats">By name; empty where it has none.</param>
/// <param name="From">Start of the time that is touched; null where it has none.</param>
/// <param name="IsWhole">All of it: other seats, other numbers.</param>
public sealed record TouchedOffering(WatchedOffering Offering, IReadOnlyList<string> Seats, DateTimeOffset? From, DateTimeOffset? To, bool IsWhole)
{
    public static TouchedOffering Whole(WatchedOffering offering) => new(offering, [], null, null, true);

    internal static IEnumerable<TouchedOffering> OfItems(JsonElement data) =>
        data.TryGetProperty("items", out JsonElement items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().Select(OfItem).OfType<TouchedOffering>() : [];

    private static TouchedOffering? OfItem(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("kind", out JsonElement kind) || EventRoutes.IdOf(item, "offeringId") is not { } id)
        {
            return null;
        }

        WatchedOffering? offering = kind.GetString() switch
        {
            ItemKinds.Ticket => item.TryGetProperty("details", out JsonElement details) && EventRoutes.IdOf(details, "eventId") is { } happening ? new(WatchKinds.Event, happening) : null,
            ItemKinds.EventSeat => new(WatchKinds.Event, id),
            ItemKinds.TripSeat => new(WatchKinds.Trip, id),
            ItemKinds.Car => new(WatchKinds.Car, id),
            ItemKinds.Venue => new(WatchKinds.Venue, id),
            ItemKinds.Service => new(WatchKinds.Service, id),
            ItemKinds.Product => new(WatchKinds.Product, id),
            _ => null,
        };
        bool hasTimes = offering?.Kind is WatchKinds.Car or WatchKinds.Venue or WatchKinds.Service;
        return offering is null ? null : new TouchedOffering(offering, SeatsOf(item), hasTimes ? TimeOf(item, "from") : null, hasTimes ? TimeOf(item, "to") : null, false);
    }

    private static string[] SeatsOf(JsonElement item) =>
        item.TryGetProperty("seats", out JsonElement seats) && seats.ValueKind == JsonValueKind.Array ? [.. seats.EnumerateArray().Select(seat => seat.GetString()).OfType<string>()] : [];

    private static DateTimeOffset? TimeOf(JsonElement item, string member) =>
        item.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out DateTimeOffset at) ? at : null;
}
