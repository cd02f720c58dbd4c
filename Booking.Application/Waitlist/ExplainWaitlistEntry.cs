namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Waitlist;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Why an entry has not been offered anything, or was passed.</summary>
public sealed record ExplainWaitlistEntryQuery(Guid Id) : IQuery<WaitlistExplanationView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

/// <param name="Rule">In words.</param>
/// <param name="Passes">How often it was passed since it last held the others up; at <paramref name="MaxPasses"/> those behind wait.</param>
/// <param name="BlocksUntil">Until then nobody behind is offered what it waits for; null when it does not hold them up.</param>
/// <param name="Skips">The latest 200 times that somebody behind was offered something, newest first.</param>
public sealed record WaitlistExplanationView(
    WaitlistEntryView Entry, string Rule, int Passes, int MaxPasses, DateTimeOffset? BlocksUntil, IReadOnlyList<WaitlistSkipView> Skips);

/// <param name="Reason">Why this entry was not offered it: one of the words of refused holds, or a problem's code.</param>
/// <param name="Needed">The fewest places that would have done.</param>
/// <param name="Offered">How many the one behind was offered.</param>
public sealed record WaitlistSkipView(DateTimeOffset At, string Reason, int Needed, int Offered);

internal sealed class ExplainWaitlistEntryHandler(IBookingDb db, IDatabaseClock clock, RequestContext context, WaitlistOptions options)
    : IRequestHandler<ExplainWaitlistEntryQuery, Result<WaitlistExplanationView>>
{
    private const int MostSkips = 200;

    public async Task<Result<WaitlistExplanationView>> Handle(ExplainWaitlistEntryQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        QueuePlace? place = await db.Places(db.WaitlistEntries.AsNoTracking().Where(entry => entry.Id == query.Id), now).SingleOrDefaultAsync(cancellationToken);
        if (place is null || !context.MayUse(place.Entry.CustomerId, null))
        {
            return WaitlistErrors.NotFound;
        }

        List<WaitlistSkip> skips = await db.WaitlistSkips.AsNoTracking()
            .Where(skip => skip.EntryId == query.Id)
            .OrderByDescending(skip => skip.Id)
            .Take(MostSkips)
            .ToListAsync(cancellationToken);
        return new WaitlistExplanationView(
            WaitlistEntryView.Of(place.Entry, place, now), RuleText, place.Entry.Passes, options.MaxPasses, place.Entry.Blocks(now) ? place.Entry.BlocksUntil : null,
            [.. skips.Select(skip => new WaitlistSkipView(skip.At, skip.Reason, skip.Needed, skip.Offered))]);
    }

    private string RuleText => FormattableString.Invariant(
        $"First come, first served. Whoever does not fit into what is free is passed by those behind, at most {options.MaxPasses} times; then those who want the same wait up to {options.MaxBlock.TotalMinutes} minutes.");
}
