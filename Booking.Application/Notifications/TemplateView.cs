namespace Booking.Application.Notifications;

using Booking.Domain.Common;
using Booking.Domain.Notifications;

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
