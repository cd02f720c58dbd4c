namespace Booking.Application.Catalog;

using Booking.Domain.Catalog;
using Booking.Domain.Common;

internal static class PricingErrors
{
    public static readonly Error RuleNotFound = Error.NotFound("price_rule_not_found", "There is no such price rule.");

    public static readonly Error FeeNotFound = Error.NotFound("fee_not_found", "There is no such fee.");

    public static Error TooMany(string message) => Error.Conflict("too_many_price_rules", message);

    public static Error Overlaps(PriceRule rival) =>
        Error.Conflict("price_rules_overlap", $"The exclusive rule '{rival.Label}' of the same priority can be for the same items; give one of them another priority.") with
        {
            Extensions = new Dictionary<string, object?> { ["priceRuleId"] = rival.Id },
        };
}
