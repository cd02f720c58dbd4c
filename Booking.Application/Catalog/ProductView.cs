namespace Booking.Application.Catalog;

using Booking.Domain.Catalog;
using Booking.Domain.Common;

/// <param name="Available">Pieces that can be held now.</param>
public sealed record ProductView(
    Guid Id, string Name, string Description, string Category, Money Price, int Available, int MaxPerOrder, IReadOnlyList<string> AvailableActions)
{
    internal static ProductView Of(Product product, int available) => new(
        product.Id, product.Name, product.Description, product.Category, product.Price, Math.Max(0, available), product.MaxPerOrder, OfferingActions.When(available > 0));
}
