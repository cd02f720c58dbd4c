namespace Booking.Domain.Notifications;

/// <summary>
/// What webhooks can be told of. The rest is work for our own workers, such as <c>payment.refund_requested</c>, or follows every message, such as
/// <c>notification.sent</c>, and costs nothing there.
/// </summary>
public static class WebhookEvents
{
    public static readonly IReadOnlyList<string> Types =
    [
        "hold.placed", "hold.extended", "hold.expiring", "hold.released", "hold.expired",
        "booking.awaiting_payment", "booking.confirmed", "booking.expired", "booking.cancelled", "booking.changed", "booking.moved", "booking.completed", "booking.no_show",
        "appointment.reassigned", "case.opened", "case.settled",
        "payment.succeeded", "payment.failed", "payment.refunded",
        "event.seat_plan_changed", "event.published", "event.changed", "event.postponed", "event.cancelled",
        "trip.departed", "trip.arrived", "trip.delayed", "trip.cancelled", "trip.seats_moved",
        "venue_request.placed", "venue_request.approved", "venue_request.declined", "venue_request.withdrawn", "venue_request.lapsed", "venue_series.cancelled",
        "waitlist.joined", "waitlist.offered", "waitlist.accepted", "waitlist.declined", "waitlist.expired", "waitlist.left",
        "rating.given", "notification.failed", "webhook_endpoint.disabled",
        "assignment.offered", "assignment.accepted", "assignment.declined", "assignment.expired", "assignment.withdrawn", "assignment.started", "assignment.finished", "ride.unassigned",
        "ticket.issued", "ticket.used", "ticket.revoked", "receipt.issued",
    ];
}
