namespace Booking.Domain.Common;

/// <summary>What a request for an offering is checked against; all offerings share these limits.</summary>
public static class SaleWindow
{
    /// <summary>Nothing is sold further ahead than this.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(730);

    /// <summary>Refuses ranges that are empty, reversed, past, too long or too far ahead.</summary>
    /// <param name="longest">The offering's longest use.</param>
    public static Result<TimeRange> Check(TimeRange range, TimeSpan shortest, TimeSpan longest, DateTimeOffset now)
    {
        if (range.IsEmpty)
        {
            return Error.Rule("/to", "The end must be after the start.");
        }

        if (range.From < now)
        {
            return Error.Rule("/from", "The start is in the past.", Reason.Past);
        }

        if (range.To > now + Horizon)
        {
            return Error.Rule("/to", $"Nothing is sold more than {Horizon.TotalDays:0} days ahead.", Reason.Horizon);
        }

        if (range.Duration < shortest)
        {
            return Error.Rule("/to", $"The shortest use is {shortest.TotalMinutes:0} minutes.", Reason.Duration);
        }

        return range.Duration > longest
            ? Error.Rule("/to", $"The longest use is {longest.TotalHours:0} hours.", Reason.Duration)
            : range;
    }
}
