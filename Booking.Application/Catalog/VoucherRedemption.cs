namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>What a code does to an order.</summary>
/// <param name="Price">With the voucher's lines.</param>
/// <param name="Claims">The use, where uses are counted; to be taken with the order's inventory.</param>
internal sealed record Redemption(Guid VoucherId, Price Price, IReadOnlyList<Claim> Claims);

/// <summary>Finds vouchers by their codes and asks them what they take off.</summary>
internal sealed class VoucherRedemption(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context)
{
    /// <summary>Before any lock on inventory: a customer's requests with one voucher that counts them take turns from here on.</summary>
    /// <param name="price">Of the order without a voucher.</param>
    /// <param name="holdId">The hold that the voucher is for; it does not count as one that has it.</param>
    public async Task<Result<Redemption>> RedeemAsync(string code, IReadOnlyList<HoldItem> items, Price price, Guid? customerId, Guid? holdId, CancellationToken ct)
    {
        Voucher? voucher = await FindAsync(code, ct);
        if (voucher is null)
        {
            return VoucherErrors.Unknown;
        }

        string currency = await db.Tenants.Where(tenant => tenant.Id == context.TenantId).Select(tenant => tenant.Currency).SingleAsync(ct);
        Result<IReadOnlyList<PriceLine>> lines = voucher.Redeem(items, price.Lines, currency, unitOfWork.Now);
        if (lines.IsFailure)
        {
            return lines.Error;
        }

        if (voucher.PerCustomerLimit is { } limit)
        {
            if (customerId is not { } customer)
            {
                return VoucherErrors.NotApplicable("This voucher is for signed-in customers.");
            }

            await unitOfWork.TakeTurnAsync($"voucher {voucher.Id} of {customer}", ct);
            if (await CountAsync(voucher.Id, customer, holdId, ct) >= limit)
            {
                return VoucherErrors.UsedUp;
            }
        }

        Result<Price> reduced = Price.Of([.. price.Lines, .. lines.Value], price.TaxRules);
        return reduced.IsSuccess
            ? new Redemption(voucher.Id, reduced.Value, voucher.PoolId is { } pool ? [new QuotaClaim(Claim.OfTheOrder, pool, 1)] : [])
            : reduced.Error;
    }

    /// <returns>Null for codes that are not there and texts that cannot be one.</returns>
    public async Task<Voucher?> FindAsync(string code, CancellationToken ct) => Voucher.Normalise(code) is { } normalised
        ? await db.Vouchers.AsNoTracking().SingleOrDefaultAsync(voucher => voucher.Code == normalised, ct)
        : null;

    private Task<int> CountAsync(Guid voucherId, Guid customer, Guid? holdId, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        IQueryable<Booking> bookings = db.Bookings;
        return db.Holds.CountAsync(
            hold => hold.VoucherId == voucherId && hold.CustomerId == customer && hold.Id != holdId
                && ((hold.Status == HoldStatus.Active && hold.ExpiresAt > now)
                    || (hold.Status == HoldStatus.Converted && bookings.Any(booking => booking.HoldId == hold.Id
                        && booking.Status != BookingStatus.Cancelled && booking.Status != BookingStatus.Expired
                        && (booking.Status != BookingStatus.AwaitingPayment || booking.PayBefore > now)))),
            ct);
    }
}
