namespace Booking.Application.Notifications;

using System.Net;
using System.Text;

/// <summary>The HTML of a mail that has none of its own: the text in paragraphs. Everything in it is text; nothing is fetched from anywhere.</summary>
internal static class MailHtml
{
    private const string Style = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:16px;line-height:1.5;color:#1b1b1f;max-width:36em;margin:0 auto;padding:24px";

    /// <param name="text">Rendered.</param>
    /// <param name="link">Made clickable where it stands in the text; null for none.</param>
    public static string Of(string language, string subject, string text, string? link)
    {
        StringBuilder html = new();
        html.Append("<!DOCTYPE html>\n<html lang=\"").Append(language).Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(WebUtility.HtmlEncode(subject)).Append("</title></head>\n<body style=\"").Append(Style).Append("\">\n");
        foreach (string paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string encoded = link is not null && paragraph == link
                ? $"<a href=\"{WebUtility.HtmlEncode(link)}\">{WebUtility.HtmlEncode(link)}</a>"
                : WebUtility.HtmlEncode(paragraph).Replace("\n", "<br>\n", StringComparison.Ordinal);
            html.Append("<p>").Append(encoded).Append("</p>\n");
        }

        return html.Append("</body></html>\n").ToString();
    }
}
