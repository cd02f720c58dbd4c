namespace Booking.Application.Holds;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>Turns what the offerings have granted into the price of the order: their lines, then the tenant's price rules, then its fees, then the taxes.</summary>
internal sealed class OrderPricer(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context)
{
    public async Task<Result<Price>> PriceAsync(IReadOnlyList<Grant> grants, CancellationToken ct)
    {
        IQueryable<PriceRule> activeRules = db.PriceRules.AsNoTracking().Where(rule => rule.IsActive);
        IQueryable<Fee> activeFees = db.Fees.AsNoTracking().Where(fee => fee.IsActive);
        var tenant = await db.Tenants
            .Where(tenant => tenant.Id == context.TenantId)
            .Select(tenant => new { tenant.Currency, tenant.TaxMode, tenant.TaxRounding, tenant.FeeTaxRate, HasRules = activeRules.Any(), HasFees = activeFees.Any() })
            .SingleAsync(ct);
        TaxRules taxes = new(tenant.TaxMode, tenant.TaxRounding);
        List<PriceLine> lines = [.. grants.SelectMany(grant => grant.Lines)];

        // Looks at currencies and sizes before anything is made of them.
        Result<Price> price = Price.Of(lines, taxes);
        if (price.IsFailure || !(tenant.HasRules || tenant.HasFees))
        {
            return price;
        }

        HoldItem[] items = [.. grants.Select(grant => grant.Item)];
        if (tenant.HasRules)
        {
            List<PriceRule> rules = await activeRules.OrderBy(rule => rule.Id).Take(PriceRule.MaxPerTenant).ToListAsync(ct);
            lines.AddRange(PriceRule.Apply(rules, items, lines, tenant.Currency, unitOfWork.Now));
        }

        if (tenant.HasFees)
        {
            List<Fee> fees = await activeFees.OrderBy(fee => fee.Id).Take(Fee.MaxPerTenant).ToListAsync(ct);
            lines.AddRange(Fee.Apply(fees, items, lines, tenant.Currency, tenant.FeeTaxRate));
        }

        return Price.Of(lines, taxes);
    }
}
