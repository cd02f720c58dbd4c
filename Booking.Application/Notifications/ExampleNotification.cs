namespace Booking.Application.Notifications;

using Booking.Domain.Common;
using Booking.Domain.Notifications;

/// <summary>Values to look at templates with.</summary>
internal static class ExampleNotification
{
    private static readonly DateTimeOffset Start = new(2027, 3, 13, 18, 0, 0, TimeSpan.Zero);

    /// <summary>One for each placeholder of a kind.</summary>
    public static Dictionary<string, string> Of(NotificationKind kind, string language, string tenant)
    {
        Wording wording = new(language, "Europe/Berlin");
        return kind.Placeholders.ToDictionary(name => name, name => name switch
        {
            "tenant.name" => tenant,
            "recipient.name" => "Ada Lovelace",
            "link" => "https://shop.example/bookings/0197a3f2-7001-7c30-8e77-3b4c5d6e7f80",
            "booking.number" => "BK-7F3K9Q",
            "booking.items" => $"• 2 × Jazz, {wording.Of(Start)}\n• Honig",
            "request.number" => "RQ-7F3K9Q",
            "waitlist.quantity" => "2",
            "driver.name" or "provider.name" => "Grace Hopper",
            "request.customer" => "Ada Lovelace",
            "request.venue" => "Spiegelsaal",
            "ride.from" => "Unter den Linden 1, Berlin",
            "ride.to" => "Flughafen BER",
            "ride.car" => "VW Caravelle",
            "reminder.title" or "case.title" or "waitlist.title" => "Jazz",
            "reminder.place" => "Jazzkeller",
            "webhook.url" => "https://shop.example/hooks",
            "webhook.reason" => wording.Of("failing"),
            "case.what" => wording.Of("delayed"),
            "refund.reason" or "booking.reason" => wording.Of("cancellation"),
            "ride.reason" => wording.Of("booking_cancelled"),
            "booking.total" or "booking.refund" or "refund.amount" or "waitlist.total" => wording.Of(new Money(7_800, "EUR")),
            "appointment.title" => "Massage",
            "case.note" or "appointment.note" or "request.note" or "request.message" => "Lorem ipsum",
            _ => wording.Of(Start),
        });
    }
}
