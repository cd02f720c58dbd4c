namespace Booking.Infrastructure.Notifications;

using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Booking.Application.Notifications;
using Booking.Domain.Notifications;

/// <summary>
/// A notification as a mail: text and HTML as alternatives, with the calendar entry as a third, and the documents attached. Whatever goes into a header
/// is one line; names and subjects are encoded, never written as they are.
/// </summary>
internal static class MailMessages
{
    private const string Calendar = "text/calendar";

    /// <summary>The same for every try of a notification.</summary>
    public static string IdOf(Guid notificationId, string from) => $"<{notificationId:N}@{from[(from.LastIndexOf('@') + 1)..]}>";

    /// <exception cref="FormatException">The address is none.</exception>
    public static MailMessage Of(OutgoingNotification notification, string from, string id)
    {
        MailMessage message = new()
        {
            From = new MailAddress(from, TemplateText.OneLine(notification.FromName), Encoding.UTF8),
            Subject = TemplateText.OneLine(notification.Subject),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        try
        {
            MailAddress to = new(notification.To, TemplateText.OneLine(notification.ToName), Encoding.UTF8);
            if (to.Address != notification.To)
            {
                throw new FormatException("There is more in it than one address.");
            }

            message.To.Add(to);
            message.Headers.Add("Message-ID", id);
            message.Headers.Add("Auto-Submitted", "auto-generated");
            message.Headers.Add("Content-Language", notification.Language);
            message.AlternateViews.Add(View(notification.Text, "text/plain"));
            if (notification.Html is { } html)
            {
                message.AlternateViews.Add(View(html, "text/html"));
            }

            if (notification.Calendars is [NotificationCalendar first, ..])
            {
                message.AlternateViews.Add(View(first.Text, Calendar, first.Method));
            }

            foreach ((NotificationCalendar calendar, int index) in notification.Calendars.Select((calendar, index) => (calendar, index)))
            {
                string name = index == 0 ? "booking.ics" : FormattableString.Invariant($"booking-{index + 1}.ics");
                message.Attachments.Add(Attached(name, TypeOf(Calendar, calendar.Method), Encoding.UTF8.GetBytes(calendar.Text)));
            }

            foreach (NotificationFile file in notification.Files)
            {
                message.Attachments.Add(Attached(file.Name, new ContentType(file.ContentType), file.Content.ToArray()));
            }

            return message;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    private static AlternateView View(string text, string type, string? method = null) =>
        new(new MemoryStream(Encoding.UTF8.GetBytes(text)), TypeOf(type, method)) { TransferEncoding = TransferEncoding.Base64 };

    private static Attachment Attached(string name, ContentType type, byte[] content)
    {
        Attachment attachment = new(new MemoryStream(content), type) { Name = name, TransferEncoding = TransferEncoding.Base64 };
        attachment.ContentDisposition!.FileName = name;
        return attachment;
    }

    private static ContentType TypeOf(string type, string? method)
    {
        ContentType content = new(type) { CharSet = "utf-8" };
        if (method is not null)
        {
            content.Parameters["method"] = method;
        }

        return content;
    }
}
