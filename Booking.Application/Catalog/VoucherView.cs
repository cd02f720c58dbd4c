namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Microsoft.EntityFrameworkCore;

/// <param name="Code">In upper case; customers may write it in any case.</param>
/// <param name="BatchId">Of the codes that were made together; null for a single one.</param>
/// <param name="Rate">Basis points, of a percent voucher.</param>
/// <param name="Amount">Minor units of the tenant's currency, of a fixed voucher.</param>
/// <param name="UsageLimit">How many orders may use it; null without limit.</param>
/// <param name="Used">How many orders have it, live holds among them; null without limit, where nobody counts.</param>
/// <param name="ValidUntil">Not included.</param>
/// <param name="MinOrder">The least that all items together cost, in minor units.</param>
public sealed record VoucherView(
    Guid Id,
    string Code,
    Guid? BatchId,
    string Label,
    VoucherKind Kind,
    int Rate,
    long Amount,
    IReadOnlyList<string> Kinds,
    IReadOnlyList<Guid> OfferingIds,
    int? UsageLimit,
    int? Used,
    int? PerCustomerLimit,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidUntil,
    long MinOrder,
    bool IsActive,
    IReadOnlyList<string> AvailableActions)
{
    internal static VoucherView Of(Voucher voucher, int? used) => new(
        voucher.Id, voucher.Code, voucher.BatchId, voucher.Label, voucher.Kind, voucher.Rate, voucher.Amount, voucher.Kinds, voucher.OfferingIds, voucher.UsageLimit, used,
        voucher.PerCustomerLimit, voucher.ValidFrom, voucher.ValidUntil, voucher.MinOrder, voucher.IsActive, voucher.IsActive ? ["edit", "withdraw"] : ["edit"]);
}

/// <summary>A voucher with how often it is used.</summary>
internal sealed record CountedVoucher(Voucher Voucher, int? Used);

internal static class CountedVouchers
{
    public static IQueryable<CountedVoucher> Counted(this IQueryable<Voucher> vouchers, IBookingDb db)
    {
        IQueryable<Pool> pools = db.Pools.AsNoTracking();
        return vouchers.Select(voucher => new CountedVoucher(voucher, pools.Where(pool => pool.Id == voucher.PoolId).Select(pool => (int?)(pool.Held + pool.Sold)).FirstOrDefault()));
    }
}
