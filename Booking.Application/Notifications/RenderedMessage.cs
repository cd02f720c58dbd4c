namespace Booking.Application.Notifications;

using Booking.Domain.Notifications;

/// <summary>A template with its values in it, safe for its medium.</summary>
/// <param name="Html">Of mails only.</param>
internal sealed record RenderedMessage(string Subject, string Text, string? Html)
{
    public static RenderedMessage Of(TemplateWords words, NotificationChannel channel, string language, IReadOnlyDictionary<string, string> values)
    {
        string subject = TemplateText.Render(words.Subject, values, TemplateMedium.Line);
        string text = Trim(TemplateText.Render(words.Text, values, TemplateMedium.Plain));
        if (channel != NotificationChannel.Email)
        {
            return new RenderedMessage(subject, text, null);
        }

        string? link = values.GetValueOrDefault("link") is { Length: > 0 } url ? TemplateText.OneLine(url) : null;
        return new RenderedMessage(subject, text, words.Html is { } html ? TemplateText.Render(html, values, TemplateMedium.Html) : MailHtml.Of(language, subject, text, link));
    }

    /// <summary>Where lines were left out, one empty line is enough.</summary>
    private static string Trim(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.TrimEnd())];
        return string.Join('\n', lines.Where((line, i) => line.Length > 0 || (i > 0 && lines[i - 1].Length > 0))).Trim();
    }
}
