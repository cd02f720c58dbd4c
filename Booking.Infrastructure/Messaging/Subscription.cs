namespace Booking.Infrastructure.Messaging;

using Booking.Domain.Notifications;

/// <summary>
/// Which events a worker consumes. The relay declares the queues of all of them before it publishes, so that no event passes by a
/// worker that has not started yet.
/// </summary>
/// <param name="Worker">The queue is <c>booking.{Worker}</c>.</param>
public sealed record Subscription(string Worker, IReadOnlyList<string> EventTypes)
{
    public static readonly Subscription Receipts = new("receipts", ["booking.confirmed", "booking.changed", "payment.refunded"]);

    public static readonly Subscription Refunds = new("refunds", ["payment.refund_requested"]);

    public static readonly Subscription Disruptions = new("disruptions", ["offering.disrupted"]);

    public static readonly Subscription Drivers = new("drivers", ["booking.confirmed", "booking.changed", "booking.cancelled", "booking.no_show", "assignment.declined"]);

    public static readonly Subscription Waitlist = new("waitlist", ["inventory.released"]);

    public static readonly Subscription Webhooks = new("webhooks", WebhookEvents.Types) { Dropped = ["#"] };

    public static readonly Subscription Tickets = new("tickets", ["booking.confirmed", "booking.changed", "booking.cancelled", "booking.no_show"]);

    public static readonly Subscription Conversions = new("conversions", ["booking.confirmed"]);

    public static readonly Subscription Reporting = new(
        "reporting",
        [
            "hold.placed", "hold.released", "hold.expired",
            "booking.awaiting_payment", "booking.confirmed", "booking.expired", "booking.cancelled", "booking.changed", "booking.moved",
            "payment.succeeded", "payment.refunded",
            "waitlist.joined", "waitlist.offered", "waitlist.accepted", "waitlist.declined", "waitlist.expired", "waitlist.left",
            "assignment.offered", "assignment.accepted", "assignment.declined", "assignment.expired", "assignment.finished", "appointment.reassigned",
        ]);

    public static readonly Subscription Notifications = new(
        "notifications",
        [
            "booking.confirmed", "booking.changed", "booking.moved", "booking.cancelled", "booking.expired", "booking.no_show", "payment.refunded", "case.opened",
            "waitlist.offered", "waitlist.expired", "assignment.offered", "assignment.accepted", "assignment.withdrawn", "venue_request.placed", "venue_request.approved",
            "venue_request.declined", "venue_request.withdrawn", "venue_request.lapsed", "ride.unassigned", "webhook_endpoint.disabled", "appointment.reassigned",
        ]);

    public static readonly IReadOnlyList<Subscription> All = [Conversions, Disruptions, Drivers, Notifications, Receipts, Refunds, Reporting, Tickets, Waitlist, Webhooks];

    /// <summary>What the queue was bound to in earlier versions: a binding stays until it is taken off.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    public string Queue => $"booking.{Worker}";

    public string DeadQueue => $"{Queue}.dead";

    public bool Takes(string type) => EventTypes.Contains(type);

    /// <param name="attempt">The attempt that failed, from 1.</param>
    public string RetryQueue(int attempt) => $"{Queue}.retry.{attempt}";
}
