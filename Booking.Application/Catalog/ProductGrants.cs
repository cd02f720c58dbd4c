namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

internal sealed class ProductGrants(IBookingDb db) : ItemGrants<ProductItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<ProductItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = Ids(items, item => item.ProductId);
        Dictionary<Guid, Product> products = await db.Products.AsNoTracking().Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, ct);
        return [.. items.Select(asked => products.TryGetValue(asked.Item.ProductId, out Product? product) ? product.Grant(asked.Index, asked.Item.Quantity) : Unknown("/productId"))];
    }
}
