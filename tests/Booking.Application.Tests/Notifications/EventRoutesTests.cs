namespace Booking.Application.Tests.Notifications;

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Booking.Application.Notifications;
using Booking.Domain.Notifications;
using Booking.Infrastructure.Messaging;
using Shouldly;
using Xunit;

public sealed partial class EventRoutesTests
{
    private static readonly Guid Customer = Guid.CreateVersion7();
    private static readonly Guid Driver = Guid.CreateVersion7();
    private static readonly Guid Booking = Guid.CreateVersion7();
    private static readonly Guid Offering = Guid.CreateVersion7();

    /// <summary>All that an event may have in its data, and more.</summary>
    private static readonly string Everything = $$"""
        {
          "customerId": "{{Customer}}", "driverId": "{{Driver}}", "bookingId": "{{Booking}}", "eventId": "{{Offering}}", "tripId": "{{Offering}}",
          "items": [
            { "kind": "eventSeat", "offeringId": "{{Offering}}", "seats": ["A-1", "A-2"], "from": "2026-06-01T18:00:00Z", "to": "2026-06-01T20:00:00Z", "details": {} },
            { "kind": "ticket", "offeringId": "{{Guid.Empty}}", "seats": [], "from": "2026-06-01T18:00:00Z", "to": "2026-06-01T20:00:00Z", "details": { "eventId": "{{Offering}}" } },
            { "kind": "car", "offeringId": "{{Offering}}", "seats": [], "from": "2026-06-01T18:00:00Z", "to": "2026-06-01T20:00:00Z", "details": {} },
            { "kind": "product", "offeringId": "{{Offering}}", "seats": [], "from": null, "to": null, "details": {} },
            { "kind": "rocket", "offeringId": "{{Offering}}" }
          ]
        }
        """;

    /// <summary>C: the customer, B: the booking's customer, D: the driver, W: watchers, I: what items name is touched, O: the offering is. Admins always.</summary>
    public static TheoryData<string, string> Expected => new()
    {
        { "hold.placed", "CI" }, { "hold.extended", "C" }, { "hold.expiring", "C" }, { "hold.released", "CI" }, { "hold.expired", "CI" }, { "inventory.released", "I" },
        { "booking.awaiting_payment", "C" }, { "booking.confirmed", "CI" }, { "booking.expired", "C" }, { "booking.cancelled", "CI" }, { "booking.changed", "CI" },
        { "booking.moved", "C" }, { "booking.completed", "C" }, { "booking.no_show", "C" }, { "appointment.reassigned", "C" }, { "case.opened", "C" }, { "case.settled", "C" },
        { "payment.succeeded", "B" }, { "payment.failed", "B" }, { "payment.refund_requested", "" }, { "payment.refunded", "B" },
        { "event.seat_plan_changed", "WO" }, { "event.published", "WO" }, { "event.changed", "WO" }, { "event.postponed", "WO" }, { "event.cancelled", "WO" },
        { "offering.disrupted", "" }, { "trip.departed", "W" }, { "trip.arrived", "W" }, { "trip.delayed", "W" }, { "trip.cancelled", "WO" }, { "trip.seats_moved", "O" },
        { "venue_request.placed", "C" }, { "venue_request.approved", "C" }, { "venue_request.declined", "C" }, { "venue_request.withdrawn", "C" }, { "venue_request.lapsed", "C" },
        { "venue_series.cancelled", "C" }, { "waitlist.joined", "C" }, { "waitlist.offered", "C" }, { "waitlist.accepted", "C" }, { "waitlist.declined", "C" },
        { "waitlist.expired", "C" }, { "waitlist.left", "C" }, { "rating.given", "" }, { "notification.sent", "" }, { "notification.failed", "" }, { "webhook_endpoint.disabled", "" },
        { "assignment.offered", "D" }, { "assignment.accepted", "DB" }, { "assignment.declined", "D" }, { "assignment.expired", "D" }, { "assignment.withdrawn", "D" },
        { "assignment.started", "DB" }, { "assignment.finished", "DB" }, { "ride.unassigned", "" },
        { "ticket.issued", "B" }, { "ticket.used", "B" }, { "ticket.revoked", "B" }, { "receipt.issued", "B" }, { "stats.changed", "" },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void Of_WhenAnEventNamesEverybody_TellsThoseWhoseItIs(string type, string expected)
    {
        EventRoute route = EventRoutes.Of(Event(type, Everything));

        route.CustomerId.ShouldBe(expected.Contains('C', StringComparison.Ordinal) ? Customer : null);
        route.CustomerOfBooking.ShouldBe(expected.Contains('B', StringComparison.Ordinal) ? Booking : null);
        route.DriverId.ShouldBe(expected.Contains('D', StringComparison.Ordinal) ? Driver : null);
        string kind = type.StartsWith("event.", StringComparison.Ordinal) ? WatchKinds.Event : WatchKinds.Trip;
        route.Watched.ShouldBe(expected.Contains('W', StringComparison.Ordinal) ? new WatchedOffering(kind, Offering) : null);
        if (expected.Contains('I', StringComparison.Ordinal))
        {
            route.Touched.Select(touched => touched.Offering.Kind).ShouldBe([WatchKinds.Event, WatchKinds.Event, WatchKinds.Car, WatchKinds.Product]);
            route.Touched.ShouldAllBe(touched => touched.Offering.OfferingId == Offering && !touched.IsWhole);
            route.Touched[0].Seats.ShouldBe(["A-1", "A-2"]);
            route.Touched.Select(touched => touched.From is not null).ShouldBe([false, false, true, false]);
        }
        else if (expected.Contains('O', StringComparison.Ordinal))
        {
            route.Touched.ShouldHaveSingleItem().ShouldBe(TouchedOffering.Whole(new WatchedOffering(kind, Offering)));
        }
        else
        {
            route.Touched.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Types_WhenComparedWithTheDocumentation_AreAllOfIt()
    {
        string text = File.ReadAllText(Path.Combine(Root(), "docs", "events.md"));
        string table = text[text.IndexOf("| type | when | data |", StringComparison.Ordinal)..text.IndexOf("## Queues", StringComparison.Ordinal)];
        string[] documented = [.. table.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line => TypeName().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value))];

        documented.Length.ShouldBeGreaterThan(50);
        documented.Except(EventRoutes.Types).ShouldBeEmpty("events without a rule for who is told of them");
        Expected.Select(row => (string)row[0]).ShouldBe(EventRoutes.Types, ignoreOrder: true);
    }

    [Fact]
    public void Types_WhenComparedWithTheSource_AreAllThatIsRaised()
    {
        string[] raised =
        [
            .. Directory.EnumerateFiles(Path.Combine(Root(), "Booking.Domain"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                .SelectMany(file => Raised().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)),
        ];

        raised.Length.ShouldBeGreaterThan(50);
        raised.Except(EventRoutes.Types).ShouldBeEmpty("events without a rule for who is told of them");
    }

    /// <summary>Between our own workers, or of every message; each new type is one or the other.</summary>
    [Fact]
    public void Types_WhenComparedWithThoseOfWebhooks_AreMoreByWhatIsOurOwn()
    {
        EventRoutes.Types.Except(WebhookEvents.Types).ShouldBe(["inventory.released", "payment.refund_requested", "offering.disrupted", "notification.sent", EventRoutes.StatsChanged], ignoreOrder: true);
        WebhookEvents.Types.Except(EventRoutes.Types).ShouldBeEmpty();
        WebhookEvents.Types.ShouldBeUnique();
        Subscription.Webhooks.EventTypes.ShouldBe(WebhookEvents.Types);
    }

    [Fact]
    public void Of_WhenTheTypeIsUnknown_TellsAdminsOnly() => EventRoutes.Of(Event("rocket.launched", Everything)).ShouldBe(EventRoute.AdminsOnly);

    [Fact]
    public void Of_WhenTheDataHasNothingOfIt_TellsAdminsOnly()
    {
        foreach (string type in EventRoutes.Types)
        {
            EventRoute route = EventRoutes.Of(Event(type, """{ "customerId": null, "bookingId": 5, "driverId": "x", "items": [null, 1, {}] }"""));
            (route.CustomerId, route.CustomerOfBooking, route.DriverId, route.Watched, route.Touched.Count).ShouldBe((null, null, null, null, 0), type);
        }
    }

    private static LoggedEventView Event(string type, string data) => LoggedEventView.Of(
        Guid.CreateVersion7(), type, Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, Guid.CreateVersion7(), "1", JsonSerializer.Deserialize<JsonElement>(data));

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));

    [GeneratedRegex("`([a-z_]+\\.[a-z_]+)`")]
    private static partial Regex TypeName();

    [GeneratedRegex("DomainEvent\\(\"([a-z_.]+)\"")]
    private static partial Regex Raised();
}
