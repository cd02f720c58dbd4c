namespace Booking.Application.Catalog;

using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>
/// Tries out items that are used over a time, exactly as a hold would: the offering's own rules first, then what is taken. For what cannot
/// be had the same is tried at other times, nearest first.
/// </summary>
internal sealed class TimedAvailability(IEnumerable<IItemGrants> kinds, OpenInventory inventory)
{
    private const int Alternatives = 3;

    private static readonly TimeSpan[] Shifts =
    [
        .. Enumerable.Range(1, 24).Select(step => TimeSpan.FromMinutes(15 * step)).Concat([.. Enumerable.Range(1, 14).Select(day => TimeSpan.FromDays(day))])
            .SelectMany(shift => (TimeSpan[])[shift, -shift]),
    ];

    /// <param name="items">What a customer could hold of an offering at a time, any of them as good as the other; at least one.</param>
    public async Task<IReadOnlyList<AvailabilityView>> TryAsync(
        OfferingKind kind, IReadOnlyList<(Guid Id, string Title, string TimeZone)> offerings, Func<Guid, TimeRange, IReadOnlyList<ItemRequest>> items, AvailabilityQuestion question,
        CancellationToken ct)
    {
        IReadOnlyList<Tried> tried = await TryAsync([.. offerings.Select(offering => items(offering.Id, question.Asked))], question.Now, ct);
        List<(int Offering, TimeRange Time)> others =
        [
            .. offerings.Index().Where(offering => tried[offering.Index].Reason is not null)
                .SelectMany(offering => Shifts.Select(shift => (offering.Index, new TimeRange(question.Asked.From + shift, question.Asked.To + shift))))
                .Where(other => other.Item2.From > question.Now),
        ];
        IReadOnlyList<Tried> triedOthers = await TryAsync([.. others.Select(other => items(offerings[other.Offering].Id, other.Time))], question.Now, ct);
        ILookup<int, HoldItem> free = others.Index().Where(other => triedOthers[other.Index].Reason is null)
            .ToLookup(other => other.Item.Offering, other => triedOthers[other.Index].Grant!.Item);
        return [.. offerings.Index().Select(offering => View(kind, offering.Item, tried[offering.Index], question.Asked, free[offering.Index]))];
    }

    private static AvailabilityView View(OfferingKind kind, (Guid Id, string Title, string TimeZone) offering, Tried tried, TimeRange asked, IEnumerable<HoldItem> free) => new(
        kind, offering.Id, offering.Title, tried.Grant?.Item.From ?? asked.From, tried.Grant?.Item.To ?? asked.To, offering.TimeZone, tried.Reason is null,
        tried.Grant is { } grant ? grant.Lines.Aggregate(Money.Zero(grant.Lines[0].Amount.Currency), (sum, line) => sum + line.Amount) : null, null,
        tried.Reason is { } reason ? [reason] : [], Nearest(free, asked));

    /// <summary>Apart from each other, so that three of them are a choice.</summary>
    private static List<Alternative> Nearest(IEnumerable<HoldItem> free, TimeRange asked)
    {
        List<HoldItem> chosen = [];
        foreach (HoldItem item in free.OrderBy(item => (item.From!.Value - asked.From).Duration()))
        {
            if (chosen.Count < Alternatives && !chosen.Exists(other => new TimeRange(other.From!.Value, other.To!.Value).Overlaps(new TimeRange(item.From!.Value, item.To!.Value))))
            {
                chosen.Add(item);
            }
        }

        return [.. chosen.Select(item => new Alternative(item.Kind, item.OfferingId, item.Title, item.From, item.To, [], null))];
    }

    /// <returns>For each choice its first item that can be had, else why the first cannot.</returns>
    private async Task<IReadOnlyList<Tried>> TryAsync(IReadOnlyList<IReadOnlyList<ItemRequest>> choices, DateTimeOffset now, CancellationToken ct)
    {
        if (choices.Count == 0)
        {
            return [];
        }

        List<ItemRequest> items = [.. choices.SelectMany(choice => choice)];

        Result<Grant>?[] answers = new Result<Grant>?[items.Count];
        foreach (IItemGrants kind in kinds)
        {
            await kind.GrantAsync(items, answers, now, ct);
        }

        List<Claim> claims = [.. answers.SelectMany((answer, index) => answer!.Value is { } grant ? grant.Claims.Select(claim => claim with { Item = index }) : [])];
        IReadOnlyDictionary<int, ClaimConflict> conflicts = await inventory.FindConflictsAsync(claims, now, ct);
        ILookup<int, ClaimConflict> byItem = conflicts.Values.ToLookup(conflict => conflict.Item);
        List<Tried> tried = [.. answers.Select((answer, index) => new Tried(answer!.Value, answer.Error is { } error ? ReasonOf(error) : byItem[index].Select(ReasonOf).FirstOrDefault()))];
        List<Tried> best = [];
        int begin = 0;
        foreach (IReadOnlyList<ItemRequest> choice in choices)
        {
            List<Tried> own = tried.GetRange(begin, choice.Count);
            best.Add(own.Find(one => one.Reason is null) ?? own[0]);
            begin += choice.Count;
        }

        return best;
    }

    private static AvailabilityReason ReasonOf(Error error) =>
        new(error.Reason ?? error.Code, error.Fields.Values.SelectMany(messages => messages).FirstOrDefault() ?? error.Message, null, null, null);

    internal static AvailabilityReason ReasonOf(ClaimConflict conflict) => new(conflict.Reason, MessageOf(conflict.Reason), conflict.From, conflict.To, conflict.Until);

    internal static string MessageOf(string reason) => reason switch
    {
        Reason.Held => "Somebody holds it and has not booked yet.",
        Reason.Booked => "It is booked.",
        Reason.Blackout => "It is not offered at that time.",
        Reason.Buffer => "It is being made ready before or after somebody else's use.",
        Reason.Quota => "Too few are left.",
        _ => "It cannot be had.",
    };

    /// <param name="Reason">Null for what can be had.</param>
    private sealed record Tried(Grant? Grant, AvailabilityReason? Reason);
}
