namespace Booking.Domain.Notifications;

using Booking.Domain.Common;

/// <summary>The words of one kind of notification on one channel in one language.</summary>
/// <param name="Subject">One line; empty on channels without a subject.</param>
/// <param name="Html">Of mails; null makes it from <paramref name="Text"/>.</param>
public sealed record TemplateWords(string Subject, string Text, string? Html = null);

/// <summary>A tenant's own words instead of the usual ones.</summary>
public sealed class NotificationTemplate : AggregateRoot
{
    public const int SubjectMaxLength = 200;

    public const int TextMaxLength = 10_000;

    public const int ShortTextMaxLength = 1_000;

    public const int HtmlMaxLength = 100_000;

    private NotificationTemplate()
    {
    }

    public string Kind { get; private init; } = "";

    public NotificationChannel Channel { get; private init; }

    public string Language { get; private init; } = "";

    public string Subject { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string? Html { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public Guid? ChangedBy { get; private set; }

    public TemplateWords Words => new(Subject, Text, Html);

    public static bool HasSubject(NotificationChannel channel) => channel is NotificationChannel.Email or NotificationChannel.Push or NotificationChannel.Inbox;

    public static NotificationTemplate Create(Guid id, Guid tenantId, NotificationKind kind, NotificationChannel channel, string language) =>
        new() { Id = id, TenantId = tenantId, Kind = kind.Name, Channel = channel, Language = language };

    /// <summary>Whether words can stand for a kind on a channel.</summary>
    public static Result<Done> Check(TemplateWords words, NotificationKind kind, NotificationChannel channel)
    {
        if (HasSubject(channel) != words.Subject.Length > 0)
        {
            return Error.Rule("/subject", HasSubject(channel) ? "Messages of this channel have a subject." : "Messages of this channel have no subject.");
        }

        if (words.Html is not null && channel != NotificationChannel.Email)
        {
            return Error.Rule("/html", "Only mails have HTML.");
        }

        int most = channel == NotificationChannel.Email ? TextMaxLength : ShortTextMaxLength;
        if (words.Text.Length > most)
        {
            return Error.Rule("/text", $"At most {most} characters.");
        }

        foreach ((string text, string pointer) in ((string, string)[])[(words.Subject, "/subject"), (words.Text, "/text"), (words.Html ?? "", "/html")])
        {
            Result<Done> allowed = TemplateText.Check(text, kind.Placeholders, pointer);
            if (allowed.IsFailure)
            {
                return allowed;
            }
        }

        return Result.Success;
    }

    public Result<Done> Word(TemplateWords words, Guid? by, DateTimeOffset now)
    {
        Result<Done> allowed = Check(words, NotificationKinds.Of(Kind)!, Channel);
        if (allowed.IsSuccess)
        {
            (Subject, Text, Html, ChangedAt, ChangedBy) = (words.Subject, words.Text, words.Html, now, by);
        }

        return allowed;
    }
}
