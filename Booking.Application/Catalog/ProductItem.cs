namespace Booking.Application.Catalog;

using Booking.Application.Holds;
using Booking.Domain.Catalog;
using FluentValidation;

/// <param name="VariantId">Needed exactly where the product has variants.</param>
public sealed record ProductItem(Guid ProductId, int Quantity, Guid? VariantId = null, IReadOnlyList<ChosenAddOn>? AddOns = null) : ItemRequest;

internal sealed class ProductItemValidator : AbstractValidator<ProductItem>
{
    public ProductItemValidator()
    {
        RuleFor(item => item.Quantity).InclusiveBetween(1, ItemLimits.MaxQuantity);
        RuleFor(item => item.AddOns).WithoutNulls(AddOns.MaxCount);
    }
}
