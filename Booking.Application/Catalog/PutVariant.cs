namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Adds a variant to a product with its first stock, changes one, or withdraws it.</summary>
/// <param name="VariantId">Null adds one.</param>
/// <param name="Version">Of the product.</param>
/// <param name="Stock">Of a new one; a later change of stock is an adjustment.</param>
/// <param name="IsActive">False withdraws it; what is sold stays sold.</param>
public sealed record PutVariantCommand(
    Guid ProductId, Guid? VariantId, long Version, string? Sku, IReadOnlyDictionary<string, string>? Options, Optional<Money?> Price, int Stock, bool IsActive = true)
    : ICommand<Versioned<ProductView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class PutVariantValidator : AbstractValidator<PutVariantCommand>
{
    public PutVariantValidator()
    {
        RuleFor(command => command.Sku).OneLine(60);
        RuleFor(command => command.Stock).InclusiveBetween(0, Product.MaxStock);
        RuleFor(command => command.Options)
            .Must(options => options is null || options.All(option => IsWord(option.Key) && IsWord(option.Value)))
            .WithMessage("Names and values of options have 1 to 60 characters on one line.");
    }

    private static bool IsWord(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= 60 && Formats.IsOneLine(text);
}

internal sealed class PutVariantHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<PutVariantCommand, Result<Versioned<ProductView>>>
{
    public async Task<Result<Versioned<ProductView>>> Handle(PutVariantCommand command, CancellationToken cancellationToken)
    {
        Result<Product> found = await db.ManagedProductAsync(command.ProductId, command.Version, context, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Product product = found.Value;
        DateTimeOffset now = unitOfWork.Now;
        ProductVariant? old = product.Variants.FirstOrDefault(variant => variant.Id == command.VariantId && variant.IsActive);
        if (command.VariantId is not null && old is null)
        {
            return OfferingErrors.VariantNotFound;
        }

        if (TextRules.CheckCurrency(command.Price.Value, product.Price.Currency, "/price") is { } foreign)
        {
            return foreign;
        }

        ProductVariant variant = (old ?? new ProductVariant(Guid.CreateVersion7(now), "", new Dictionary<string, string>(), null, Guid.CreateVersion7(now), true)) with { IsActive = command.IsActive };
        variant = variant with { Sku = command.Sku?.Trim() ?? variant.Sku, Options = command.Options ?? variant.Options, Price = command.Price.IsNamed ? command.Price.Value?.Amount : variant.Price };
        Result<Done> put = product.PutVariant(variant);
        if (put.IsFailure)
        {
            return put.Error;
        }

        if (old is null)
        {
            db.Pools.Add(Pool.Open(product.TenantId, variant.PoolId, command.Stock));
        }

        await db.ReplaceWordsAsync(product.TenantId, ServiceWords.ProductKind, product.Id, product.Texts(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewAsync(product, now, cancellationToken);
    }
}
