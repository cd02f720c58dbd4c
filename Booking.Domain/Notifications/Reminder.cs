namespace Booking.Domain.Notifications;

using System.Globalization;
using Booking.Domain.Bookings;

/// <summary>One reminder that a booking should have: so long before the start of an item.</summary>
/// <param name="Item">Index of the first item that begins then.</param>
public sealed record Reminder(int Item, DateTimeOffset StartsAt, TimeSpan Before)
{
    /// <summary>What begins so soon does not wait for the end of quiet hours.</summary>
    public static readonly TimeSpan UrgentWithin = TimeSpan.FromHours(3);

    /// <summary>So many starts of one booking are reminded of.</summary>
    public const int MaxStarts = 10;

    public DateTimeOffset At => StartsAt - Before;

    public bool IsUrgent => Before <= UrgentWithin;

    /// <summary>The same for the same start: a booking that is moved has others.</summary>
    public string CauseOf(Guid bookingId) =>
        string.Create(CultureInfo.InvariantCulture, $"reminder/{bookingId:N}/{StartsAt.ToUnixTimeSeconds()}/{(int)Before.TotalMinutes}");

    /// <summary>The reminders of a booking as it stands; none of one that is not confirmed, and none whose time is past.</summary>
    public static IReadOnlyList<Reminder> Of(global::Booking.Domain.Bookings.Booking booking, IReadOnlyList<TimeSpan> before, DateTimeOffset now)
    {
        if (booking.Status != BookingStatus.Confirmed)
        {
            return [];
        }

        return [.. booking.Items
            .Select((item, index) => (Item: item, Index: index))
            .Where(pair => pair.Item.Quantity > 0 && pair.Item.From > now)
            .GroupBy(pair => pair.Item.From!.Value)
            .OrderBy(start => start.Key)
            .Take(MaxStarts)
            .SelectMany(start => before.Select(span => new Reminder(start.First().Index, start.Key, span)))
            .Where(reminder => reminder.At > now)];
    }
}
