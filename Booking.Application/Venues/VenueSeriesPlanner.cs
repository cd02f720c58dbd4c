namespace Booking.Application.Venues;

using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;

/// <summary>The dates of a series with what the hall says to each.</summary>
/// <param name="Grants">Null where the hall refuses.</param>
/// <param name="Reasons">Why it refuses.</param>
/// <param name="Days">The pools that the extras need.</param>
internal sealed record VenueSeriesPlan(KnownVenue Venue, IReadOnlyList<TimeRange> Times, IReadOnlyList<Grant?> Grants, IReadOnlyList<string?> Reasons, IReadOnlyList<ExtraDay> Days);

internal sealed class VenueSeriesPlanner(VenueGranter granter, VenueConflicts conflicts, IAlternatives alternatives)
{
    // Looking for alternatives is dear; a customer with more conflicts than this asks for another rule.
    private const int MaxWithAlternatives = 5;

    private static readonly HashSet<string> OfTime = [Reason.Past, Reason.Horizon, Reason.Notice, Reason.OpeningHours];

    /// <summary>Refuses what is wrong for every date; what is against single dates is in the plan.</summary>
    public async Task<Result<VenueSeriesPlan>> PlanAsync(VenueItem item, string rule, DateTimeOffset now, CancellationToken ct)
    {
        Dictionary<Guid, KnownVenue> venues = await granter.FindAsync([item.VenueId], item.Extras, ct);
        if (!venues.TryGetValue(item.VenueId, out KnownVenue? known) || !known.Venue.IsActive)
        {
            return OfferingErrors.NotFound;
        }

        Venue venue = known.Venue;
        Result<RecurrenceRule> recurrence = VenueRecurrence.Parse(rule, "/recurrence");
        if (recurrence.IsFailure)
        {
            return recurrence.Error;
        }

        Result<DateTimeOffset> from = item.From.Resolve(venue.TimeZone, "/from");
        Result<DateTimeOffset> to = item.To.Resolve(venue.TimeZone, "/to");
        if ((from.Error ?? to.Error) is { } unclear)
        {
            return unclear;
        }

        TimeRange first = new(from.Value, to.Value);
        if (first.IsEmpty)
        {
            return Error.Rule("/to", "The end must be after the start.");
        }

        Result<IReadOnlyList<TimeRange>> times = recurrence.Value.Expand(first, venue.TimeZone, "/recurrence");
        if (times.IsFailure)
        {
            return times.Error;
        }

        List<Grant?> grants = [];
        List<string?> reasons = [];
        List<ExtraDay> days = [];
        foreach (TimeRange time in times.Value)
        {
            Result<Grant> grant = venue.Grant(0, time, item.Use, known.Extras, now);
            if (grant.Error is { } refused && !OfTime.Contains(refused.Reason ?? ""))
            {
                return refused;
            }

            grants.Add(grant.Value);
            reasons.Add(grant.Error?.Reason);
            days.AddRange(grant.IsSuccess ? VenueGranter.DaysOf(known, time, item.Use) : []);
        }

        return new VenueSeriesPlan(known, times.Value, grants, reasons, days);
    }

    /// <summary>Every date is free, in conflict or closed.</summary>
    public async Task<List<VenueOccurrenceView>> CheckAsync(VenueSeriesPlan plan, VenueItem item, DateTimeOffset now, CancellationToken ct)
    {
        IReadOnlyList<IReadOnlyList<ClaimConflict>> found = await conflicts.FindAsync(plan.Grants, plan.Days, now, ct);
        List<VenueOccurrenceView> dates = [];
        int searched = 0;
        for (int i = 0; i < plan.Times.Count; i++)
        {
            OccurrenceStatus status = plan.Grants[i] is null ? OccurrenceStatus.Closed : found[i].Count > 0 ? OccurrenceStatus.Conflict : OccurrenceStatus.Free;
            IReadOnlyList<Alternative> near = [];
            if (status == OccurrenceStatus.Conflict && searched++ < MaxWithAlternatives)
            {
                near = await alternatives.FindAsync(item, plan.Grants[i]!, ct);
            }

            dates.Add(new VenueOccurrenceView(
                i, plan.Times[i].From, plan.Times[i].To, status, plan.Reasons[i] ?? (found[i].Count > 0 ? found[i][0].Reason : null), null, null, null, null, null, found[i], near));
        }

        return dates;
    }
}
