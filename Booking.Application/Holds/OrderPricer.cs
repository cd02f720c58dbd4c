namespace Booking.Application.Holds;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>Turns what the offerings have granted into the price of the order: their lines, then the tenant's price rules, then its fees, then the taxes.</summary>
internal sealed class OrderPricer(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context)
{
    public async Task<Result<Price>> PriceAsync(IReadOnlyList<Grant> grants, CancellationToken ct) => PriceBy(await ReadAsync(ct), grants, unitOfWork.Now);

    /// <summary>By the tenant's pricing as it is known.</summary>
    public static Result<Price> PriceBy(TenantPricing tenant, IReadOnlyList<Grant> grants, DateTimeOffset now)
    {
        TaxRules taxes = new(tenant.TaxMode, tenant.TaxRounding);
        List<PriceLine> lines = [.. grants.SelectMany(grant => grant.Lines)];

        // Looks at currencies and sizes before anything is made of them.
        Result<Price> price = Price.Of(lines, taxes);
        if (price.IsFailure || (tenant.Rules.Count == 0 && tenant.Fees.Count == 0))
        {
            return price;
        }

        HoldItem[] items = [.. grants.Select(grant => grant.Item)];
        if (tenant.Rules.Count > 0)
        {
            lines.AddRange(PriceRule.Apply(tenant.Rules, items, lines, tenant.Currency, now));
        }

        if (tenant.Fees.Count > 0)
        {
            lines.AddRange(Fee.Apply(tenant.Fees, items, lines, tenant.Currency, tenant.FeeTaxRate));
        }

        return Price.Of(lines, taxes);
    }

    public async Task<TenantPricing> ReadAsync(CancellationToken ct)
    {
        IQueryable<PriceRule> activeRules = db.PriceRules.AsNoTracking().Where(rule => rule.IsActive);
        IQueryable<Fee> activeFees = db.Fees.AsNoTracking().Where(fee => fee.IsActive);
        var tenant = await db.Tenants
            .Where(tenant => tenant.Id == context.TenantId)
            .Select(tenant => new { tenant.Currency, tenant.TaxMode, tenant.TaxRounding, tenant.FeeTaxRate, tenant.AllowsGuests, HasRules = activeRules.Any(), HasFees = activeFees.Any() })
            .SingleAsync(ct);
        List<PriceRule> rules = tenant.HasRules ? await activeRules.OrderBy(rule => rule.Id).Take(PriceRule.MaxPerTenant).ToListAsync(ct) : [];
        List<Fee> fees = tenant.HasFees ? await activeFees.OrderBy(fee => fee.Id).Take(Fee.MaxPerTenant).ToListAsync(ct) : [];
        return new TenantPricing(tenant.Currency, tenant.TaxMode, tenant.TaxRounding, tenant.FeeTaxRate, tenant.AllowsGuests, rules, fees);
    }
}

/// <summary>What of a tenant every order depends on.</summary>
internal sealed record TenantPricing(
    string Currency, TaxMode TaxMode, TaxRounding TaxRounding, int FeeTaxRate, bool AllowsGuests, IReadOnlyList<PriceRule> Rules, IReadOnlyList<Fee> Fees);
