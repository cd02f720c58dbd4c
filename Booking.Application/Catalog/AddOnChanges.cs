namespace Booking.Application.Catalog;

using Booking.Domain.Catalog;
using Booking.Domain.Common;
using FluentValidation;

/// <summary>What a request says about an add-on; what is null stays as it is.</summary>
/// <param name="Stock">Pieces there are of a new one; null never runs out. A later change is an adjustment of stock.</param>
/// <param name="IsActive">False withdraws it.</param>
public sealed record AddOnChanges(string? Name, string? Description, Money? Price, int? TaxRate, int? Stock, int? ExtraMinutes, int? MinQuantity, int? MaxQuantity, bool IsActive = true)
{
    internal AddOn Over(AddOn old) => old with
    {
        Name = Name?.Trim() ?? old.Name,
        Description = Description?.Trim() ?? old.Description,
        Price = Price?.Amount ?? old.Price,
        TaxRate = TaxRate ?? old.TaxRate,
        ExtraMinutes = ExtraMinutes ?? old.ExtraMinutes,
        MinQuantity = MinQuantity ?? old.MinQuantity,
        MaxQuantity = MaxQuantity ?? old.MaxQuantity,
        IsActive = IsActive,
    };

    /// <summary>The add-on as it shall be, and the pool to open for a new one with stock.</summary>
    /// <param name="id">Null for a new one.</param>
    internal Result<(AddOn AddOn, Pool? Pool)> Apply(IReadOnlyList<AddOn> known, Guid? id, Guid tenantId, string currency, int taxRate, DateTimeOffset now)
    {
        if (TextRules.CheckCurrency(Price, currency, "/price") is { } foreign)
        {
            return foreign;
        }

        if (id is not null)
        {
            return known.FirstOrDefault(addOn => addOn.Id == id && addOn.IsActive) is { } old ? (Over(old), null) : OfferingErrors.AddOnNotFound;
        }

        Pool? pool = Stock is { } stock ? Pool.Open(tenantId, Guid.CreateVersion7(now), stock) : null;
        return (Over(new AddOn(Guid.CreateVersion7(now), "", "", 0, taxRate, pool?.Id, 0, 0, 1, true)), pool);
    }
}

internal sealed class AddOnChangesValidator : AbstractValidator<AddOnChanges>
{
    public AddOnChangesValidator()
    {
        RuleFor(changes => changes.Name).OneLine(TextRules.NameLength);
        RuleFor(changes => changes.Description).Prose(1_000);
        RuleFor(changes => changes.Stock).InclusiveBetween(0, Product.MaxStock);
    }
}
