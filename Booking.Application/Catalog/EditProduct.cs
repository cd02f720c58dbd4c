namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Changes a product. What is held or sold keeps its price.</summary>
public sealed record EditProductCommand(Guid Id, long Version, ProductChanges Changes) : ICommand<Versioned<ProductView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class EditProductValidator : AbstractValidator<EditProductCommand>
{
    public EditProductValidator() => this.Flat(command => command.Changes, new ProductChangesValidator());
}

internal sealed class EditProductHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<EditProductCommand, Result<Versioned<ProductView>>>
{
    public async Task<Result<Versioned<ProductView>>> Handle(EditProductCommand command, CancellationToken cancellationToken)
    {
        Result<Product> found = await db.ManagedProductAsync(command.Id, command.Version, context, cancellationToken, isOffered: false);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Product product = found.Value;
        if (TextRules.CheckCurrency(command.Changes.Price, product.Price.Currency, "/price") is { } foreign)
        {
            return foreign;
        }

        Result<Done> edited = product.Edit(command.Changes.Over(product.Details));
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        product.Offer(command.Changes.IsActive ?? product.IsActive);

        await db.ReplaceWordsAsync(product.TenantId, ServiceWords.ProductKind, product.Id, product.Texts(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewAsync(product, unitOfWork.Now, cancellationToken);
    }
}
