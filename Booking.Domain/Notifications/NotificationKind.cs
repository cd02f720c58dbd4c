namespace Booking.Domain.Notifications;

/// <summary>Something that people are told of.</summary>
/// <param name="Name">The event's type where there is one, else a name in its form.</param>
/// <param name="IsUrgent">
/// Does not wait for the end of quiet hours: it answers what the recipient has just done, or has to be acted on within hours.
/// </param>
/// <param name="Own">Its placeholders beside those of all kinds.</param>
public sealed record NotificationKind(string Name, NotificationCategory Category, bool IsUrgent, IReadOnlyList<string> Own)
{
    /// <summary>What a template of this kind may name.</summary>
    public IReadOnlyList<string> Placeholders => [.. NotificationKinds.Shared, .. Own];
}

/// <summary>All that people are told of.</summary>
public static class NotificationKinds
{
    /// <summary>What every template may name.</summary>
    public static readonly IReadOnlyList<string> Shared = ["tenant.name", "recipient.name", "link"];

    public static readonly NotificationKind BookingConfirmed = Urgent("booking.confirmed", "booking.number", "booking.items", "booking.start", "booking.total");
    public static readonly NotificationKind BookingChanged = Calm("booking.changed", "booking.number", "booking.items", "booking.start", "booking.total");
    public static readonly NotificationKind BookingCancelled = Calm("booking.cancelled", "booking.number", "booking.items", "booking.reason", "booking.refund");
    public static readonly NotificationKind BookingExpired = Calm("booking.expired", "booking.number", "booking.items", "booking.total");
    public static readonly NotificationKind BookingNoShow = Calm("booking.no_show", "booking.number", "booking.items");
    public static readonly NotificationKind PaymentRefunded = Calm("payment.refunded", "booking.number", "refund.amount", "refund.reason");
    public static readonly NotificationKind CaseOpened = Urgent("case.opened", "booking.number", "case.title", "case.what", "case.newTime", "case.note", "case.deadline");
    public static readonly NotificationKind AppointmentReassigned = Calm("appointment.reassigned", "booking.number", "appointment.title", "appointment.start", "appointment.note", "provider.name");
    public static readonly NotificationKind WaitlistOffered = Urgent("waitlist.offered", "waitlist.title", "waitlist.quantity", "waitlist.total", "waitlist.until");
    public static readonly NotificationKind WaitlistExpired = Calm("waitlist.expired", "waitlist.title");
    public static readonly NotificationKind AssignmentOffered = Urgent("assignment.offered", "ride.start", "ride.end", "ride.from", "ride.to", "ride.car", "ride.until");
    public static readonly NotificationKind AssignmentWithdrawn = Urgent("assignment.withdrawn", "ride.start", "ride.from", "ride.reason");

    /// <summary>To the customer: who comes.</summary>
    public static readonly NotificationKind AssignmentAccepted = Calm("assignment.accepted", "booking.number", "driver.name", "ride.start", "ride.from", "ride.to", "ride.car");

    /// <summary>To a driver whom an admin has chosen without asking.</summary>
    public static readonly NotificationKind AssignmentDecided = Urgent("assignment.decided", "ride.start", "ride.end", "ride.from", "ride.to", "ride.car");

    public static readonly NotificationKind VenueRequestPlaced = Calm("venue_request.placed", "request.number", "request.venue", "request.start", "request.end", "request.customer", "request.message", "request.until");
    public static readonly NotificationKind VenueRequestApproved = Calm("venue_request.approved", "request.number", "request.venue", "request.start", "request.note", "booking.number");
    public static readonly NotificationKind VenueRequestDeclined = Calm("venue_request.declined", "request.number", "request.venue", "request.start", "request.note");
    public static readonly NotificationKind VenueRequestWithdrawn = Calm("venue_request.withdrawn", "request.number", "request.venue", "request.start", "request.customer");
    public static readonly NotificationKind VenueRequestLapsed = Calm("venue_request.lapsed", "request.number", "request.venue", "request.start");
    public static readonly NotificationKind RideUnassigned = Urgent("ride.unassigned", "booking.number", "ride.start", "ride.from", "ride.reason");
    public static readonly NotificationKind WebhookEndpointDisabled = Calm("webhook_endpoint.disabled", "webhook.url", "webhook.reason");

    /// <summary>Before the start of something that is booked; urgent where it is soon, see <see cref="Reminder.UrgentWithin"/>.</summary>
    public static readonly NotificationKind BookingReminder =
        new("booking.reminder", NotificationCategory.Reminders, IsUrgent: false, ["booking.number", "reminder.title", "reminder.start", "reminder.place"]);

    public static readonly IReadOnlyList<NotificationKind> All =
    [
        BookingConfirmed, BookingChanged, BookingCancelled, BookingExpired, BookingNoShow, BookingReminder, PaymentRefunded, CaseOpened, AppointmentReassigned, WaitlistOffered, WaitlistExpired,
        AssignmentOffered, AssignmentWithdrawn, AssignmentAccepted, AssignmentDecided, VenueRequestPlaced, VenueRequestApproved, VenueRequestDeclined, VenueRequestWithdrawn,
        VenueRequestLapsed, RideUnassigned, WebhookEndpointDisabled,
    ];

    public static NotificationKind? Of(string name) => All.FirstOrDefault(kind => kind.Name == name);

    private static NotificationKind Urgent(string name, params string[] own) => new(name, NotificationCategory.Transactional, IsUrgent: true, own);

    private static NotificationKind Calm(string name, params string[] own) => new(name, NotificationCategory.Transactional, IsUrgent: false, own);
}
