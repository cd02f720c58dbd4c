namespace Booking.Domain.Notifications;

/// <summary>What notifications are written in.</summary>
public static class Languages
{
    public const string English = "en";

    public const string German = "de";

    public static readonly IReadOnlyList<string> All = [English, German];

    /// <summary>The language that a tag such as <c>de-AT</c> means; null for one that there are no texts in.</summary>
    public static string? Of(string? tag)
    {
        string primary = (tag ?? "").Split('-', '_')[0].Trim().ToLowerInvariant();
        return All.FirstOrDefault(language => language == primary);
    }
}
