namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Offers a product with its first stock. A provider owns what he makes.</summary>
public sealed record CreateProductCommand(ProductChanges Changes, int Stock) : ICommand<Versioned<ProductView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class CreateProductValidator : AbstractValidator<CreateProductCommand>
{
    public CreateProductValidator()
    {
        this.Flat(command => command.Changes, new ProductChangesValidator());
        RuleFor(command => command.Stock).InclusiveBetween(0, Product.MaxStock);
    }
}

internal sealed class CreateProductHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateProductCommand, Result<Versioned<ProductView>>>
{
    public async Task<Result<Versioned<ProductView>>> Handle(CreateProductCommand command, CancellationToken cancellationToken)
    {
        string currency = await db.CurrencyAsync(context.TenantId, cancellationToken);
        if (TextRules.CheckCurrency(command.Changes.Price, currency, "/price") is { } foreign)
        {
            return foreign;
        }

        DateTimeOffset now = unitOfWork.Now;
        Result<Product> product = Product.Create(
            Guid.CreateVersion7(now), context.TenantId, context.IsAdmin ? null : context.UserId, Guid.CreateVersion7(now), command.Changes.Over(ProductDetails.Usual(currency)));
        if (product.IsFailure)
        {
            return product.Error;
        }

        db.Pools.Add(Pool.Open(context.TenantId, product.Value.PoolId, command.Stock));
        await db.SaveChangesAsync(cancellationToken);
        db.Products.Add(product.Value);
        db.CatalogWords.AddRange(product.Value.Words());
        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewAsync(product.Value, now, cancellationToken);
    }
}
