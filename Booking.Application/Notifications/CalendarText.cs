namespace Booking.Application.Notifications;

using System.Globalization;
using System.Text;
using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Domain.Notifications;

/// <summary>
/// The timed items of a booking as iCalendar objects (RFC 5545), as an organiser sends them to an attendee (RFC 5546). Each item is an object of its own, for
/// one that asks names one event only; its UID stays, and its SEQUENCE rises with every change of the booking.
/// </summary>
internal static class CalendarText
{
    public const string Request = "REQUEST";

    public const string Cancel = "CANCEL";

    private const int MaxLineOctets = 75;

    /// <param name="from">The organiser's mail address.</param>
    public static IReadOnlyList<NotificationCalendar> Of(Booking booking, string organiser, string from, DateTimeOffset now)
    {
        bool isLive = booking.Status is BookingStatus.Confirmed or BookingStatus.Completed;
        return [.. booking.Items
            .Select((item, index) => (Item: item, Index: index, Method: isLive && item.Quantity > 0 ? Request : Cancel))
            .Where(pair => pair.Item.From is not null)
            .Select(pair => new NotificationCalendar(pair.Method, Event(booking, pair.Item, pair.Index, pair.Method, organiser, from, now)))];
    }

    private static string Event(Booking booking, HoldItem item, int index, string method, string organiser, string from, DateTimeOffset now)
    {
        StringBuilder text = new();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Booking//Booking//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, $"METHOD:{method}");
        Line(text, "BEGIN:VEVENT");
        Line(text, string.Create(CultureInfo.InvariantCulture, $"UID:{booking.Id:N}-{index}@booking"));
        Line(text, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{booking.Version}"));
        Line(text, $"DTSTAMP:{Utc(now)}");
        Line(text, $"DTSTART:{Utc(item.From!.Value)}");
        Line(text, $"DTEND:{Utc(item.To ?? item.From.Value)}");
        Line(text, $"SUMMARY:{Escape(item.Title)}");
        Line(text, $"DESCRIPTION:{Escape(Describe(booking, item))}");
        if (item.Details.TryGetValue("venue", out string? place))
        {
            Line(text, $"LOCATION:{Escape(place)}");
        }

        Line(text, $"ORGANIZER;CN={Parameter(organiser)}:mailto:{from}");
        Line(text, $"ATTENDEE;CN={Parameter(booking.Customer.Name)};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{TemplateText.OneLine(booking.Customer.Email)}");
        Line(text, $"STATUS:{(method == Cancel ? "CANCELLED" : "CONFIRMED")}");
        Line(text, "TRANSP:OPAQUE");
        Line(text, "END:VEVENT");
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static string Describe(Booking booking, HoldItem item) =>
        item.Seats.Count > 0 ? $"{booking.Number}, {string.Join(", ", item.Seats)}" : booking.Number;

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A value of type TEXT.</summary>
    private static string Escape(string value) => TemplateText.OneLine(value)
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace(";", @"\;", StringComparison.Ordinal).Replace(",", @"\,", StringComparison.Ordinal);

    /// <summary>A quoted parameter, which cannot hold a quote.</summary>
    private static string Parameter(string value) => $"\"{TemplateText.OneLine(value).Replace('"', '\'')}\"";

    /// <summary>Folded: no line is longer than 75 octets, and no character is cut in two.</summary>
    private static void Line(StringBuilder text, string line)
    {
        int octets = 0;
        foreach (Rune rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MaxLineOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
