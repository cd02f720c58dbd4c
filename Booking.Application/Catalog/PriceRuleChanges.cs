namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

/// <summary>What a request says about a price rule; what is null stays as it is.</summary>
public sealed record PriceRuleChanges(string? Label, int? Rate, long? Amount, ChargePer? Per, RuleConditions? Conditions, int? Priority, bool? IsExclusive, bool? IsActive)
{
    internal static readonly PriceRuleDetails Usual = new("", new Charge(0, 0), ChargePer.Item, RuleConditions.None, 0, false, true);

    internal PriceRuleDetails Over(PriceRuleDetails old) => new(
        Label?.Trim() ?? old.Label,
        new Charge(Rate ?? old.Charge.Rate, Amount ?? old.Charge.Amount),
        Per ?? old.Per,
        Conditions ?? old.Conditions,
        Priority ?? old.Priority,
        IsExclusive ?? old.IsExclusive,
        IsActive ?? old.IsActive);
}

internal sealed class PriceRuleChangesValidator : AbstractValidator<PriceRuleChanges>
{
    public PriceRuleChangesValidator()
    {
        RuleFor(changes => changes.Label).Label(PriceRule.LabelMaxLength);
        RuleFor(changes => changes.Conditions!.Kinds).NamedKinds().When(changes => changes.Conditions is not null);
    }
}

/// <summary>The form of what admins say about prices. What is left out passes.</summary>
internal static class PricingForm
{
    private const int MaxKinds = 20;

    public static IRuleBuilderOptions<T, string?> Label<T>(this IRuleBuilder<T, string?> rule, int max) => rule
        .Must(text => text is null || (!string.IsNullOrWhiteSpace(text) && text.Length <= max && Formats.IsOneLine(text)))
        .WithMessage($"1 to {max} characters on one line.");

    /// <summary>Checks what a command carries as if its members were the command's own, so that pointers are those of the request.</summary>
    public static void Members<T, TPart>(this IRuleBuilder<T, TPart> part, IValidator<TPart> rules) =>
        part.Custom((value, context) => rules.Validate(value).Errors.ForEach(context.AddFailure));

    // JSON lets a null into any array.
    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> NamedKinds<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(kinds => kinds is null || (kinds.Count <= MaxKinds && kinds.All(kind => kind is not null)))
        .WithMessage($"At most {MaxKinds} kinds, none of them null.");
}

/// <summary>What changes of price rules share: they take turns, so that no two of them make prices a matter of chance.</summary>
internal static class PriceRuleSet
{
    public static async Task<Result<Done>> CheckAsync(this IBookingDb db, PriceRule rule, CancellationToken ct)
    {
        List<PriceRule> active = await db.PriceRules.AsNoTracking().Where(other => other.IsActive && other.Id != rule.Id).OrderBy(other => other.Id).ToListAsync(ct);
        if (rule.IsActive && active.Count >= PriceRule.MaxPerTenant)
        {
            return PricingErrors.TooMany($"A tenant has at most {PriceRule.MaxPerTenant} active price rules.");
        }

        return active.Find(rule.IsAmbiguousWith) is { } rival ? PricingErrors.Overlaps(rival) : Result.Success;
    }

    public static Task TakeTurnAtPricingAsync(this IUnitOfWork unitOfWork, CancellationToken ct) => unitOfWork.TakeTurnAsync("price rules and fees", ct);
}
