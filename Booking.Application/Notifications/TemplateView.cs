namespace Booking.Application.Notifications;

using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Microsoft.EntityFrameworkCore;

/// <summary>The words of one event on one channel in one language.</summary>
/// <param name="IsOwn">They are the tenant's own; otherwise the usual ones.</param>
/// <param name="Subject">Null on channels without a subject.</param>
/// <param name="Html">Null where it is made from the text.</param>
/// <param name="Placeholders">What the words may name, each as <c>{{name}}</c>.</param>
public sealed record TemplateView(
    string Event, NotificationChannel Channel, string Language, bool IsOwn, string? Subject, string Text, string? Html, IReadOnlyList<string> Placeholders, DateTimeOffset? ChangedAt)
{
    internal static TemplateView Of(TemplateKey key, NotificationTemplate? own)
    {
        TemplateWords words = own?.Words ?? UsualTemplates.Of(key.Kind.Name, key.Channel, key.Language);
        return new TemplateView(
            key.Kind.Name, key.Channel, key.Language, own is not null, words.Subject.Length > 0 ? words.Subject : null, words.Text, words.Html, key.Kind.Placeholders, own?.ChangedAt);
    }
}

/// <summary>Which words are meant.</summary>
internal sealed record TemplateKey(NotificationKind Kind, NotificationChannel Channel, string Language)
{
    private static readonly Dictionary<string, NotificationChannel> Channels = Enum.GetValues<NotificationChannel>().ToDictionary(channel => channel.ToString().ToLowerInvariant());

    public static Result<TemplateKey> Of(string kind, string channel, string language) =>
        NotificationKinds.Of(kind) is { } known && Languages.All.Contains(language) && ChannelOf(channel) is { } way
            ? new TemplateKey(known, way, language)
            : NotificationErrors.TemplateNotFound;

    private static NotificationChannel? ChannelOf(string word) => Channels.TryGetValue(word, out NotificationChannel channel) ? channel : null;
}

internal static class OwnTemplates
{
    /// <summary>The tenant's own words; null where the usual ones are used.</summary>
    public static Task<NotificationTemplate?> FindOwnAsync(this IQueryable<NotificationTemplate> templates, TemplateKey key, CancellationToken ct) =>
        templates.FindOwnAsync(key.Kind.Name, key.Channel, key.Language, ct);

    public static Task<NotificationTemplate?> FindOwnAsync(this IQueryable<NotificationTemplate> templates, string kind, NotificationChannel channel, string language, CancellationToken ct) =>
        templates.SingleOrDefaultAsync(template => template.Kind == kind && template.Channel == channel && template.Language == language, ct);
}
