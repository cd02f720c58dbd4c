namespace Booking.Domain.Common;

/// <summary>What is paid back when a booking is cancelled; frozen at purchase.</summary>
/// <param name="HoursBefore">The tier counts until this many elapsed hours before the start.</param>
/// <param name="RefundPercent">0 to 100 of what was paid.</param>
public sealed record CancellationTier(int HoursBefore, int RefundPercent);

/// <summary>Tiers from the earliest to the latest; after the last one nothing is paid back.</summary>
public sealed record CancellationPolicy(IReadOnlyList<CancellationTier> Tiers)
{
    public const int MaxTiers = 10;

    /// <summary>A year; no tier begins earlier.</summary>
    public const int MaxHours = 8_784;

    /// <summary>All of it until two days before the start, half until one day before.</summary>
    public static readonly CancellationPolicy Default = new([new(48, 100), new(24, 50)]);

    /// <summary>What changing an item costs, in minor units of its currency.</summary>
    public long ChangeFee { get; init; }

    /// <summary>Whether these are terms that can be sold under.</summary>
    /// <param name="pointer">Of the policy in the request, e.g. <c>/cancellationPolicy</c>.</param>
    public Result<Done> Check(string pointer)
    {
        if (Tiers.Count > MaxTiers)
        {
            return Error.Rule($"{pointer}/tiers", $"A policy has at most {MaxTiers} tiers.");
        }

        for (int i = 0; i < Tiers.Count; i++)
        {
            if (Tiers[i] is not { } tier)
            {
                return Error.Rule($"{pointer}/tiers/{i}", "A tier must not be null.");
            }

            if (tier.RefundPercent is < 0 or > 100)
            {
                return Error.Rule($"{pointer}/tiers/{i}/refundPercent", "Between 0 and 100 percent are paid back.");
            }

            if (tier.HoursBefore is < 0 or > MaxHours)
            {
                return Error.Rule($"{pointer}/tiers/{i}/hoursBefore", $"A tier ends 0 to {MaxHours} hours before the start.");
            }

            if (i > 0 && tier.HoursBefore >= Tiers[i - 1].HoursBefore)
            {
                return Error.Rule($"{pointer}/tiers/{i}/hoursBefore", "Tiers stand in order: each ends closer to the start than the one before it.");
            }

            if (i > 0 && tier.RefundPercent > Tiers[i - 1].RefundPercent)
            {
                return Error.Rule($"{pointer}/tiers/{i}/refundPercent", "Not more is paid back closer to the start.");
            }
        }

        return ChangeFee < 0 ? Error.Rule($"{pointer}/changeFee", "A fee is not negative.") : Result.Success;
    }

    /// <summary>How much of the price goes back for a cancellation at <paramref name="now"/>.</summary>
    /// <param name="start">Of the use; null for what has no time, which is always as early as can be.</param>
    public int RefundPercentAt(DateTimeOffset? start, DateTimeOffset now)
    {
        if (start is not { } begins)
        {
            return Tiers.Count > 0 ? Tiers[0].RefundPercent : 0;
        }

        TimeSpan left = begins - now;
        return Tiers.FirstOrDefault(tier => left >= TimeSpan.FromHours(tier.HoursBefore))?.RefundPercent ?? 0;
    }

    /// <summary>
    /// What holds for all of several policies: so many hours before its own start, each of the items gets back at least this much.
    /// The policy itself where all are the same.
    /// </summary>
    public static CancellationPolicy Strictest(IEnumerable<CancellationPolicy> policies)
    {
        List<CancellationPolicy> all = [.. policies];
        if (all.Count == 0 || all.TrueForAll(policy => policy.Tiers.SequenceEqual(all[0].Tiers)))
        {
            return all.Count == 0 ? Default : all[0] with { ChangeFee = all.Max(policy => policy.ChangeFee) };
        }

        List<CancellationTier> tiers = [.. all
            .SelectMany(policy => policy.Tiers.Select(tier => tier.HoursBefore))
            .Distinct()
            .OrderDescending()
            .Select(hours => new CancellationTier(hours, all.Min(policy => policy.PercentWith(hours))))];

        // A tier that the next one continues, or that pays nothing, says nothing of its own.
        return new CancellationPolicy([.. tiers.Where((tier, i) => tier.RefundPercent > (i + 1 < tiers.Count ? tiers[i + 1].RefundPercent : 0))])
        {
            ChangeFee = all.Max(policy => policy.ChangeFee),
        };
    }

    private int PercentWith(int hoursLeft) => Tiers.FirstOrDefault(tier => hoursLeft >= tier.HoursBefore)?.RefundPercent ?? 0;
}
