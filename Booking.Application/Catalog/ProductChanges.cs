namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using FluentValidation;

/// <summary>What a request says about a product; what is null stays as it is.</summary>
public sealed record ProductChanges(
    string? Name,
    string? Description,
    string? Category,
    Money? Price,
    int? TaxRate,
    int? MinPerOrder,
    int? MaxPerOrder,
    int? StepPerOrder,
    Optional<int?> PerCustomerLimit,
    CancellationPolicy? CancellationPolicy,
    int? HoldMinutes,
    IReadOnlyList<string>? Pictures)
{
    /// <summary>False withdraws it, true offers it again; for what is there already.</summary>
    public bool? IsActive { get; init; }

    internal ProductDetails Over(ProductDetails old) => new(
        Name?.Trim() ?? old.Name,
        Description?.Trim() ?? old.Description,
        Category?.Trim() ?? old.Category,
        Price ?? old.Price,
        TaxRate ?? old.TaxRate,
        MinPerOrder ?? old.MinPerOrder,
        MaxPerOrder ?? old.MaxPerOrder,
        StepPerOrder ?? old.StepPerOrder,
        PerCustomerLimit.Over(old.PerCustomerLimit),
        CancellationPolicy ?? old.Policy,
        HoldMinutes ?? old.HoldMinutes,
        Pictures ?? old.Pictures);
}

internal sealed class ProductChangesValidator : AbstractValidator<ProductChanges>
{
    private const int MaxPictures = 20;

    public ProductChangesValidator()
    {
        RuleFor(changes => changes.Name).OneLine(TextRules.NameLength);
        RuleFor(changes => changes.Description).Prose();
        RuleFor(changes => changes.Category).OneLine(100);
        RuleFor(changes => changes.CancellationPolicy).Policy();
        RuleFor(changes => changes.Pictures).WithoutNulls(MaxPictures);
        RuleForEach(changes => changes.Pictures)
            .Must(picture => picture is { Length: <= 500 } && Uri.TryCreate(picture, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps)
            .WithMessage("The https address of a picture, at most 500 characters.");
    }
}
