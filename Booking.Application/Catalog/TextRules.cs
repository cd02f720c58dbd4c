namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using FluentValidation;

/// <summary>The form of texts and prices that owners of offerings send. What is left out passes.</summary>
internal static class TextRules
{
    public const int NameLength = 200;

    public const int TextLength = 5_000;

    public static IRuleBuilderOptions<T, string?> OneLine<T>(this IRuleBuilder<T, string?> rule, int max) => rule
        .Must(text => text is null || (!string.IsNullOrWhiteSpace(text) && text.Length <= max && Formats.IsOneLine(text)))
        .WithMessage($"1 to {max} characters on one line.");

    public static IRuleBuilderOptions<T, string?> Prose<T>(this IRuleBuilder<T, string?> rule, int max = TextLength) => rule
        .Must(text => text is null || (text.Length <= max && Formats.IsStorable(text)))
        .WithMessage($"At most {max} characters, without NUL.");

    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>?> WithoutNulls<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>?> rule, int most) => rule
        .Must(items => items is null || (items.Count <= most && items.All(item => item is not null)))
        .WithMessage($"At most {most}, none of them null.");

    public static IRuleBuilderOptions<T, CancellationPolicy?> Policy<T>(this IRuleBuilder<T, CancellationPolicy?> rule) => rule
        .Must(policy => policy is null || policy.Tiers.All(tier => tier is not null))
        .WithMessage("A tier must not be null.");

    /// <summary>Checks what a command carries as if its members were the command's own, so that pointers are those of the request.</summary>
    public static void Flat<T, TPart>(this AbstractValidator<T> validator, System.Linq.Expressions.Expression<Func<T, TPart>> part, IValidator<TPart> rules) =>
        validator.RuleFor(part).Custom((value, context) => rules.Validate(value).Errors.ForEach(context.AddFailure));

    /// <summary>All prices of a tenant are in its currency.</summary>
    public static Error? CheckCurrency(Money? price, string currency, string pointer) =>
        price is { } money && money.Currency != currency ? Error.Rule($"{pointer}/currency", $"Prices are in {currency}.") : null;
}
