namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

internal sealed class ProductGrants(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : ItemGrants<ProductItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<ProductItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = Ids(items, item => item.ProductId);
        Dictionary<Guid, Product> products = await db.Products.AsNoTracking().Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, ct);
        Dictionary<Guid, Error> overLimit = await OverLimitAsync(items, products, now, ct);
        return [.. items.Select(asked => GrantProduct(asked, products, overLimit))];
    }

    protected override async ValueTask<Result<Grant>?> GrantKnownAsync(AskedItem<ProductItem> asked, IReadOnlyList<ItemRequest> all, UsedTerms terms, DateTimeOffset now, CancellationToken ct)
    {
        ProductItem item = asked.Item;
        Product? product = await terms.FindAsync(TermsKind.Product, item.ProductId, ct => db.Products.AsNoTracking().SingleOrDefaultAsync(product => product.Id == item.ProductId, ct), ct);
        return product is null or { PerCustomerLimit: not null } ? null : product.Grant(asked.Index, item.Quantity, item.VariantId, item.AddOns ?? []);
    }

    private static Result<Grant> GrantProduct(AskedItem<ProductItem> asked, Dictionary<Guid, Product> products, Dictionary<Guid, Error> overLimit)
    {
        ProductItem item = asked.Item;
        if (!products.TryGetValue(item.ProductId, out Product? product))
        {
            return Unknown("/productId");
        }

        Result<Grant> grant = product.Grant(asked.Index, item.Quantity, item.VariantId, item.AddOns ?? []);
        return grant.IsSuccess && overLimit.TryGetValue(product.Id, out Error? refused) ? refused : grant;
    }

    /// <summary>Products of which the customer would have more than one customer may. Requests of one customer for such a product take turns.</summary>
    private async Task<Dictionary<Guid, Error>> OverLimitAsync(IReadOnlyList<AskedItem<ProductItem>> items, Dictionary<Guid, Product> products, DateTimeOffset now, CancellationToken ct)
    {
        Dictionary<Guid, Error> refused = [];
        foreach (Product product in products.Values.Where(product => product is { IsActive: true, PerCustomerLimit: not null }).OrderBy(product => product.Id))
        {
            if (context.UserId is not { } customer)
            {
                refused[product.Id] = Error.Rule("/productId", "This is sold to signed-in customers only, a number to each.", Reason.OrderLimit);
                continue;
            }

            await unitOfWork.TakeTurnAsync($"product {product.Id} of {customer}", ct);
            int has = await CountAsync(customer, product, now, ct);
            int wanted = items.Where(asked => asked.Item.ProductId == product.Id).Sum(asked => asked.Item.Quantity);
            if (has + wanted > product.PerCustomerLimit)
            {
                refused[product.Id] = Error.Rule("/quantity", $"One customer may have {product.PerCustomerLimit} of these; you have {has}.", Reason.OrderLimit);
            }
        }

        return refused;
    }

    private async Task<int> CountAsync(Guid customer, Product product, DateTimeOffset now, CancellationToken ct)
    {
        IQueryable<Guid> own = db.Holds.AsNoTracking().Where(hold => hold.CustomerId == customer && hold.Status == HoldStatus.Active).Select(hold => hold.Id)
            .Concat(db.Bookings.AsNoTracking().Where(booking => booking.CustomerId == customer).Select(booking => booking.HoldId));
        List<Guid> pools = [.. product.Variants.Select(variant => variant.PoolId), product.PoolId];
        return await db.QuotaClaims
            .Where(claim => own.Contains(claim.HoldId) && pools.Contains(claim.PoolId))
            .Where(claim => claim.State == ClaimState.Booked || (claim.State == ClaimState.Held && claim.ExpiresAt > now))
            .SumAsync(claim => claim.Quantity, ct);
    }
}
