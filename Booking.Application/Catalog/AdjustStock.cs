namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Changes how many pieces of a product, a variant or an add-on there are, those already sold among them; never below what is held and sold.</summary>
/// <param name="VariantId">Needed where the product has variants and no add-on is meant.</param>
/// <param name="AddOnId">Of the product.</param>
/// <param name="Change">How many have come in; negative for what is lost.</param>
/// <param name="SetTo">The new total.</param>
public sealed record AdjustStockCommand(Guid ProductId, Guid? VariantId, Guid? AddOnId, int? Change, int? SetTo) : ICommand<StockView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

/// <param name="Total">All pieces, those already sold among them.</param>
/// <param name="Available">Pieces that can be held now.</param>
public sealed record StockView(Guid ProductId, Guid? VariantId, Guid? AddOnId, int Total, int Held, int Sold, int Available);

internal sealed class AdjustStockValidator : AbstractValidator<AdjustStockCommand>
{
    public AdjustStockValidator()
    {
        RuleFor(command => command.Change).Must((command, change) => (change is null) != (command.SetTo is null)).WithMessage("Give a change or a new total, not both.");
        RuleFor(command => command.Change).InclusiveBetween(-Product.MaxStock, Product.MaxStock);
        RuleFor(command => command.SetTo).InclusiveBetween(0, Product.MaxStock);
        RuleFor(command => command.AddOnId).Must((command, addOn) => addOn is null || command.VariantId is null).WithMessage("Name a variant or an add-on, not both.");
    }
}

internal sealed class AdjustStockHandler(IBookingDb db, IClaimStore claims, RequestContext context) : IRequestHandler<AdjustStockCommand, Result<StockView>>
{
    public async Task<Result<StockView>> Handle(AdjustStockCommand command, CancellationToken cancellationToken)
    {
        Result<Product> product = await db.ManagedProductAsync(command.ProductId, null, context, cancellationToken);
        if (product.IsFailure)
        {
            return product.Error;
        }

        Result<Guid> pool = PoolOf(product.Value, command);
        if (pool.IsFailure)
        {
            return pool.Error;
        }

        PoolResize resized = await claims.TryResizeAsync(
            pool.Value, new PoolSize(command.SetTo ?? command.Change ?? 0, IsChange: command.SetTo is null, Product.MaxStock), cancellationToken);
        return resized.IsDone
            ? new StockView(command.ProductId, command.VariantId, command.AddOnId, resized.Capacity, resized.Held, resized.Sold, resized.Capacity - resized.Held - resized.Sold)
            : Error.Conflict("capacity_below_sold", $"{resized.Held} pieces are held and {resized.Sold} sold of {resized.Capacity}; the total stays between that and {Product.MaxStock}.") with
            {
                Extensions = new Dictionary<string, object?> { ["held"] = resized.Held, ["sold"] = resized.Sold, ["capacity"] = resized.Capacity },
            };
    }

    private static Result<Guid> PoolOf(Product product, AdjustStockCommand command)
    {
        if (command.AddOnId is { } addOnId)
        {
            AddOn? addOn = product.AddOns.FirstOrDefault(addOn => addOn.Id == addOnId && addOn.IsActive);
            return addOn is null ? OfferingErrors.AddOnNotFound : addOn.PoolId is { } stock ? stock : Error.Rule("/addOnId", "This add-on never runs out.");
        }

        if (command.VariantId is { } variantId)
        {
            return product.Variants.FirstOrDefault(variant => variant.Id == variantId && variant.IsActive) is { } variant ? variant.PoolId : OfferingErrors.VariantNotFound;
        }

        return product.Variants.Any(variant => variant.IsActive) ? Error.Rule("/variantId", "Say which of its variants; see the product.") : product.PoolId;
    }
}
