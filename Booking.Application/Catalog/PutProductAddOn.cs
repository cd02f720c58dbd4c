namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Adds an add-on to a product, changes one, or withdraws it. What is sold with it stays.</summary>
/// <param name="AddOnId">Null adds one.</param>
/// <param name="Version">Of the product.</param>
public sealed record PutProductAddOnCommand(Guid ProductId, Guid? AddOnId, long Version, AddOnChanges Changes) : ICommand<Versioned<ProductView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class PutProductAddOnValidator : AbstractValidator<PutProductAddOnCommand>
{
    public PutProductAddOnValidator() => this.Flat(command => command.Changes, new AddOnChangesValidator());
}

internal sealed class PutProductAddOnHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<PutProductAddOnCommand, Result<Versioned<ProductView>>>
{
    public async Task<Result<Versioned<ProductView>>> Handle(PutProductAddOnCommand command, CancellationToken cancellationToken)
    {
        Result<Product> found = await db.ManagedProductAsync(command.ProductId, command.Version, context, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Product product = found.Value;
        Result<(AddOn AddOn, Pool? Pool)> changed =
            command.Changes.Apply(product.AddOns, command.AddOnId, product.TenantId, product.Price.Currency, product.TaxRate, unitOfWork.Now);
        if (changed.IsFailure)
        {
            return changed.Error;
        }

        Result<Done> put = product.PutAddOn(changed.Value.AddOn);
        if (put.IsFailure)
        {
            return put.Error;
        }

        if (changed.Value.Pool is { } pool)
        {
            db.Pools.Add(pool);
        }

        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewAsync(product, unitOfWork.Now, cancellationToken);
    }
}
