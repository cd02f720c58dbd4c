namespace Booking.Application.Catalog;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Microsoft.EntityFrameworkCore;

/// <summary>Hours of one weekday by the wall clock.</summary>
/// <param name="From">HH:mm.</param>
/// <param name="To">HH:mm, up to 24:00; at or before <paramref name="From"/> it is the next day's.</param>
public sealed record HoursView(DayOfWeek Day, string From, string To)
{
    internal static HoursView Of(WorkingHours hours) => new(hours.Day, WallClock.Text(hours.From), WallClock.Text(hours.To));
}

/// <summary>Dates that differ from the usual week.</summary>
/// <param name="To">The last date, itself included.</param>
/// <param name="Start">HH:mm; null means all day.</param>
/// <param name="End">HH:mm, up to 24:00; at or before <paramref name="Start"/> it is the next day's.</param>
public sealed record HoursExceptionView(DateOnly From, DateOnly To, HoursExceptionKind Kind, string? Start, string? End, string Note)
{
    internal static HoursExceptionView Of(HoursException exception) => new(
        exception.From, exception.To, exception.Kind, exception.Start is { } start ? WallClock.Text(start) : null, exception.End is { } end ? WallClock.Text(end) : null, exception.Note);
}

/// <param name="UserId">The user who logs in as this provider; only managers see it.</param>
/// <param name="TimeZone">IANA zone of the hours; null works by the clock of each service.</param>
/// <param name="Exceptions">Only managers and the provider see the notes.</param>
public sealed record ProviderView(
    Guid Id,
    string Name,
    Guid? UserId,
    string? TimeZone,
    IReadOnlyList<HoursView> Hours,
    IReadOnlyList<HoursView> Breaks,
    IReadOnlyList<HoursExceptionView> Exceptions,
    bool IsActive,
    RatingSummary Rating)
{
    /// <param name="full">Whether the reader may see who logs in, and the notes.</param>
    internal static ProviderView Of(Provider provider, RatingTotal? rating, bool full) => new(
        provider.Id,
        provider.Name,
        full ? provider.UserId : null,
        provider.TimeZone,
        [.. provider.Hours.Select(HoursView.Of)],
        [.. provider.Breaks.Select(HoursView.Of)],
        [.. provider.Exceptions.Select(HoursExceptionView.Of).Select(exception => full ? exception : exception with { Note = "" })],
        provider.IsActive,
        RatingSummary.Of(rating));
}

internal static class ProviderViews
{
    public static async Task<Versioned<ProviderView>> ViewAsync(this IBookingDb db, Provider provider, RequestContext context, CancellationToken ct)
    {
        RatingTotal? rating = await db.RatingTotals.SingleOrDefaultAsync(total => total.SubjectId == provider.Id, ct);
        return new Versioned<ProviderView>(ProviderView.Of(provider, rating, context.MayManage(provider.UserId)), provider.Version, RatingSummary.Of(rating).Fingerprint);
    }
}

/// <summary>Minutes after midnight as HH:mm. The end of hours that go past midnight is written as the next day's time.</summary>
public static class WallClock
{
    private const int Day = 24 * 60;

    public static string Text(int minute)
    {
        int shown = minute > Day ? minute - Day : minute;
        return string.Create(CultureInfo.InvariantCulture, $"{shown / 60:00}:{shown % 60:00}");
    }

    /// <returns>Null where the text is no time of a day.</returns>
    public static int? Minute(string? text) => text is [>= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9']
        && (text[0] - '0') * 600 + (text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0' is var minute and <= Day
            ? minute
            : null;

    /// <summary>The end of hours: the next day's where it is not after the start.</summary>
    public static int? End(int? start, string? text) => Minute(text) is { } end && start is { } from ? (end > from ? end : end + Day) : null;
}
