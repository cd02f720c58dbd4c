namespace Booking.Application.Catalog;

using Booking.Application.Holds;
using FluentValidation;

public sealed record ProductItem(Guid ProductId, int Quantity) : ItemRequest;

internal sealed class ProductItemValidator : AbstractValidator<ProductItem>
{
    public ProductItemValidator() => RuleFor(item => item.Quantity).InclusiveBetween(1, ItemLimits.MaxQuantity);
}
