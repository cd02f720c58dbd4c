namespace Booking.Domain.Common;

/// <summary>Arithmetic of several ranges of time.</summary>
public static class TimeRanges
{
    /// <summary>In order of time, joined where they meet or overlap; empty ones are left out.</summary>
    public static IEnumerable<TimeRange> Joined(this IEnumerable<TimeRange> ranges)
    {
        TimeRange? last = null;
        foreach (TimeRange range in ranges.Where(range => !range.IsEmpty).OrderBy(range => range.From))
        {
            if (last is { } open && range.From <= open.To)
            {
                last = open with { To = range.To > open.To ? range.To : open.To };
                continue;
            }

            if (last is { } done)
            {
                yield return done;
            }

            last = range;
        }

        if (last is { } end)
        {
            yield return end;
        }
    }

    /// <summary>What is left of them, joined, outside of others.</summary>
    public static IEnumerable<TimeRange> Without(this IEnumerable<TimeRange> ranges, IEnumerable<TimeRange> others)
    {
        List<TimeRange> cuts = [.. others.Joined()];
        foreach (TimeRange range in ranges.Joined())
        {
            DateTimeOffset from = range.From;
            foreach (TimeRange cut in cuts.Where(range.Overlaps))
            {
                if (from < cut.From)
                {
                    yield return new TimeRange(from, cut.From);
                }

                from = cut.To;
            }

            if (from < range.To)
            {
                yield return range with { From = from };
            }
        }
    }

    /// <summary>What of them lies within a window.</summary>
    public static IEnumerable<TimeRange> Within(this IEnumerable<TimeRange> ranges, TimeRange window) =>
        ranges.Where(window.Overlaps).Select(range => new TimeRange(range.From > window.From ? range.From : window.From, range.To < window.To ? range.To : window.To));
}
