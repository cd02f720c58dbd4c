namespace Booking.Application.Holds;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>Turns what the offerings have granted into the price of the order, by the tenant's own rules.</summary>
internal sealed class OrderPricer(IBookingDb db, RequestContext context)
{
    public async Task<Result<Price>> PriceAsync(IReadOnlyList<Grant> grants, CancellationToken ct)
    {
        TaxRules rules = await db.Tenants.Where(tenant => tenant.Id == context.TenantId).Select(tenant => new TaxRules(tenant.TaxMode, tenant.TaxRounding)).SingleAsync(ct);
        return Price.Of([.. grants.SelectMany(grant => grant.Lines)], rules);
    }
}
