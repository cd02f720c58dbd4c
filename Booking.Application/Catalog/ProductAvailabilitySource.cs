namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>Products, which have no place: a search near one leaves them out. Instead of a scarce one, others of its category.</summary>
internal sealed class ProductAvailabilitySource(IBookingDb db) : IAvailabilitySource
{
    private const int Alternatives = 3;
    private const int MostOthers = 100;

    public OfferingKind Kind => OfferingKind.Product;

    public async Task<IReadOnlyList<AvailabilityView>> FindAsync(AvailabilityQuestion question, Guid after, int take, CancellationToken ct)
    {
        if (question.Near is not null)
        {
            return [];
        }

        List<Stocked> found = await ReadAsync(
            OnSale.Where(product => product.Id > after && (question.OfferingId == null || product.Id == question.OfferingId)).OrderBy(product => product.Id).Take(take), question.Now, ct);
        List<string> scarce = [.. found.Where(product => product.Left < question.Quantity).Select(product => product.Product.Category).Distinct()];
        List<Stocked> others = scarce.Count == 0
            ? []
            : await ReadAsync(OnSale.Where(product => scarce.Contains(product.Category)).OrderBy(product => product.Id).Take(MostOthers), question.Now, ct);
        return [.. found.Select(product => View(product, others, question.Quantity))];
    }

    private IQueryable<Product> OnSale => db.Products.AsNoTracking().Where(product => product.IsActive);

    private async Task<List<Stocked>> ReadAsync(IQueryable<Product> products, DateTimeOffset now, CancellationToken ct)
    {
        IQueryable<Pool> pools = db.Pools.AsNoTracking();
        IQueryable<QuotaClaimRow> held = db.QuotaClaims.LiveHeld(now);
        return await products
            .Select(product => new Stocked(
                product,
                pools.Where(pool => pool.Id == product.PoolId).Select(pool => pool.Capacity - pool.Sold).FirstOrDefault()
                    - (held.Where(claim => claim.PoolId == product.PoolId).Sum(claim => (int?)claim.Quantity) ?? 0)))
            .ToListAsync(ct);
    }

    private AvailabilityView View(Stocked stocked, List<Stocked> others, int quantity)
    {
        (Product product, int left) = stocked;
        string? reason = left < quantity ? Reason.Quota : quantity > product.MaxPerOrder ? Reason.OrderLimit : null;
        return new AvailabilityView(
            Kind, product.Id, product.Name, null, null, null, reason is null, product.Price * quantity, left,
            reason is null ? [] : [new AvailabilityReason(reason, reason == Reason.Quota ? TimedAvailability.MessageOf(reason) : "One order may have fewer.", null, null, null)],
            reason is null ? [] :
            [
                .. others.Where(other => other.Product.Id != product.Id && other.Product.Category == product.Category && other.Left >= quantity && other.Product.MaxPerOrder >= quantity)
                    .Take(Alternatives)
                    .Select(other => new Alternative(ItemKinds.Product, other.Product.Id, other.Product.Name, null, null, [], other.Left)),
            ]);
    }

    private sealed record Stocked(Product Product, int Left);
}
