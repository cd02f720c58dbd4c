namespace Booking.Domain.Catalog;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>Everything about a price rule that an admin may change.</summary>
/// <param name="Label">What the line is called on receipts.</param>
/// <param name="Per">Item or unit; a rate is always of the item.</param>
/// <param name="Priority">The higher comes first.</param>
/// <param name="IsExclusive">Applies alone: not after another rule, and no other after it.</param>
public sealed record PriceRuleDetails(string Label, Charge Charge, ChargePer Per, RuleConditions Conditions, int Priority, bool IsExclusive, bool IsActive);

/// <summary>Makes some items dearer or cheaper, each time as a line of its own.</summary>
public sealed class PriceRule : AggregateRoot
{
    public const int LabelMaxLength = 100;

    public const int MaxPriority = 1_000;

    /// <summary>Every hold reads all active rules of its tenant.</summary>
    public const int MaxPerTenant = 200;

    private PriceRule()
    {
    }

    public string Label { get; private set; } = "";

    public int Rate { get; private set; }

    public long Amount { get; private set; }

    public ChargePer Per { get; private set; }

    public RuleConditions Conditions { get; private set; } = RuleConditions.None;

    public int Priority { get; private set; }

    public bool IsExclusive { get; private set; }

    public bool IsActive { get; private set; }

    public PriceRuleDetails Details => new(Label, new Charge(Rate, Amount), Per, Conditions, Priority, IsExclusive, IsActive);

    public static Result<PriceRule> Create(Guid id, Guid tenantId, PriceRuleDetails details)
    {
        PriceRule rule = new() { Id = id, TenantId = tenantId };
        Result<Done> edited = rule.Edit(details);
        return edited.IsSuccess ? rule : edited.Error;
    }

    public Result<Done> Edit(PriceRuleDetails details)
    {
        Result<Done> allowed = details.Charge.Check();
        allowed = allowed.IsSuccess ? details.Conditions.Check() : allowed;
        if (allowed.IsFailure)
        {
            return allowed;
        }

        if (details.Per == ChargePer.Order)
        {
            return Error.Rule("/per", "A rule is for items or units; for the order there are fees.");
        }

        if (details.Priority is < 0 or > MaxPriority)
        {
            return Error.Rule("/priority", $"A priority lies between 0 and {MaxPriority}.");
        }

        (Label, Rate, Amount, Per) = (details.Label, details.Charge.Rate, details.Charge.Amount, details.Per);
        (Conditions, Priority, IsExclusive, IsActive) = (details.Conditions, details.Priority, details.IsExclusive, details.IsActive);
        return Result.Success;
    }

    /// <summary>Whether only chance would say which of both applies.</summary>
    public bool IsAmbiguousWith(PriceRule other) =>
        Id != other.Id && IsActive && other.IsActive && IsExclusive && other.IsExclusive && Priority == other.Priority && Conditions.CanMeet(other.Conditions);

    /// <summary>
    /// What the rules add to an order, item by item. Rates are of the offering's own price, whatever other rules have added; no rule takes an
    /// item below zero. Fixed amounts are the tenant's currency's, and pass over items in another one.
    /// </summary>
    /// <param name="lines">What the offerings ask.</param>
    public static IReadOnlyList<PriceLine> Apply(IReadOnlyList<PriceRule> rules, IReadOnlyList<HoldItem> items, IReadOnlyList<PriceLine> lines, string tenantCurrency, DateTimeOffset now)
    {
        PriceRule[] ordered = [.. rules.Where(rule => rule.IsActive).OrderByDescending(rule => rule.Priority).ThenByDescending(rule => rule.IsExclusive).ThenBy(rule => rule.Id)];
        List<PriceLine> added = [];
        for (int i = 0; i < items.Count; i++)
        {
            PriceLine[] own = [.. lines.Where(line => line.Item == i)];
            if (own.Length > 0)
            {
                added.AddRange(ApplyTo(ordered, i, items[i], own, tenantCurrency, now));
            }
        }

        return added;
    }

    private static List<PriceLine> ApplyTo(PriceRule[] ordered, int index, HoldItem item, PriceLine[] own, string tenantCurrency, DateTimeOffset now)
    {
        List<PriceLine> added = [];
        bool hasApplied = false;
        foreach (PriceRule rule in ordered.Where(rule => (rule.Rate != 0 || own[0].Amount.Currency == tenantCurrency) && rule.Conditions.HoldFor(item, now)))
        {
            if (rule.IsExclusive && hasApplied)
            {
                continue;
            }

            hasApplied = true;
            added.AddRange(rule.LinesOf(index, item, own, added));
            if (rule.IsExclusive)
            {
                break;
            }
        }

        return added;
    }

    private IEnumerable<PriceLine> LinesOf(int index, HoldItem item, PriceLine[] own, List<PriceLine> added)
    {
        int times = Per == ChargePer.Unit ? item.Quantity : 1;
        PriceLine[] so = [.. own, .. added];
        long change = Math.Max(new Charge(Rate, Amount).Of(TaxedAmounts.Sum(own), times), -Math.Max(0, TaxedAmounts.Sum(so)));
        string currency = own[0].Amount.Currency;
        return TaxedAmounts.Spread(change, so).Select(share => new PriceLine(PriceLine.Rule, Label, new Money(share.Amount, currency), index, times, share.TaxRate));
    }
}
