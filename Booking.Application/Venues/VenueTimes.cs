namespace Booking.Application.Venues;

using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Venues;

/// <summary>The hall's own rules laid over what others have taken.</summary>
internal static class VenueTimes
{
    /// <summary>When a use may begin, as seen from now.</summary>
    public static TimeRange Bookable(this Venue venue, DateTimeOffset now) => new(now.AddMinutes(venue.MinNoticeMinutes), now.AddDays(venue.MaxNoticeDays));

    /// <summary>Splits free stretches at the ends of what is kept; the rest gets the reason. What is taken stays as it is.</summary>
    /// <param name="kept">In order of time, without overlap.</param>
    public static IEnumerable<TimeSlotView> Keep(this IEnumerable<TimeSlotView> parts, IReadOnlyList<TimeRange> kept, Func<TimeRange, string> reason)
    {
        foreach (TimeSlotView part in parts)
        {
            if (part.Status != InventoryStatus.Free)
            {
                yield return part;
                continue;
            }

            DateTimeOffset at = part.From;
            foreach (TimeRange open in kept.Where(open => open.Overlaps(new TimeRange(part.From, part.To))))
            {
                if (at < open.From)
                {
                    yield return new TimeSlotView(at, open.From, InventoryStatus.Blackout, reason(new TimeRange(at, open.From)));
                    at = open.From;
                }

                DateTimeOffset end = open.To < part.To ? open.To : part.To;
                yield return part with { From = at, To = end };
                at = end;
            }

            if (at < part.To)
            {
                yield return new TimeSlotView(at, part.To, InventoryStatus.Blackout, reason(new TimeRange(at, part.To)));
            }
        }
    }

    /// <summary>Splits free stretches where somebody has asked for the time.</summary>
    /// <param name="requested">In order of time.</param>
    public static IEnumerable<TimeSlotView> Mark(this IEnumerable<TimeSlotView> parts, IReadOnlyList<TimeRange> requested)
    {
        foreach (TimeSlotView part in parts)
        {
            DateTimeOffset at = part.From;
            foreach (TimeRange wanted in part.Status == InventoryStatus.Free ? requested : [])
            {
                DateTimeOffset from = wanted.From > at ? wanted.From : at;
                DateTimeOffset to = wanted.To < part.To ? wanted.To : part.To;
                if (from >= to)
                {
                    continue;
                }

                if (at < from)
                {
                    yield return part with { From = at, To = from };
                }

                yield return new TimeSlotView(from, to, InventoryStatus.Requested, InventoryStatus.Requested);
                at = to;
            }

            if (at < part.To)
            {
                yield return part with { From = at };
            }
        }
    }

    /// <summary>What is left of some stretches without others.</summary>
    public static IEnumerable<TimeRange> Without(this IEnumerable<TimeRange> stretches, IReadOnlyList<TimeRange> taken)
    {
        foreach (TimeRange stretch in stretches)
        {
            DateTimeOffset at = stretch.From;
            foreach (TimeRange other in taken.Where(stretch.Overlaps).OrderBy(other => other.From))
            {
                if (at < other.From)
                {
                    yield return new TimeRange(at, other.From);
                }

                at = other.To > at ? other.To : at;
            }

            if (at < stretch.To)
            {
                yield return new TimeRange(at, stretch.To);
            }
        }
    }
}
