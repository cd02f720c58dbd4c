namespace Booking.Application.Catalog;

using Booking.Domain.Catalog;

/// <param name="Rate">Basis points of the offering's price: 1000 is 10 % more, −1000 is 10 % less; 0 where <see cref="Amount"/> counts.</param>
/// <param name="Amount">Minor units of the tenant's currency for each item or unit; 0 where <see cref="Rate"/> counts.</param>
/// <param name="Priority">The higher comes first.</param>
/// <param name="IsExclusive">Applies alone: not after another rule, and no other after it.</param>
public sealed record PriceRuleView(
    Guid Id, string Label, int Rate, long Amount, ChargePer Per, RuleConditions Conditions, int Priority, bool IsExclusive, bool IsActive, IReadOnlyList<string> AvailableActions)
{
    internal static PriceRuleView Of(PriceRule rule) => new(
        rule.Id, rule.Label, rule.Rate, rule.Amount, rule.Per, rule.Conditions, rule.Priority, rule.IsExclusive, rule.IsActive, ["edit", "delete"]);
}
