namespace Booking.Application.Catalog;

using Booking.Domain.Catalog;

/// <param name="Rate">Basis points of what the items cost: 250 is 2.5 %; 0 where <see cref="Amount"/> counts.</param>
/// <param name="Amount">Minor units of the tenant's currency; 0 where <see cref="Rate"/> counts.</param>
/// <param name="Kinds">Only for these kinds of items; empty for all.</param>
/// <param name="TaxRate">In basis points; null takes the tenant's rate of fees.</param>
/// <param name="IsRefundable">Whether it comes back when the order is cancelled.</param>
public sealed record FeeView(
    Guid Id, string Label, int Rate, long Amount, ChargePer Per, IReadOnlyList<string> Kinds, int? TaxRate, bool IsRefundable, bool IsActive, IReadOnlyList<string> AvailableActions)
{
    internal static FeeView Of(Fee fee) => new(fee.Id, fee.Label, fee.Rate, fee.Amount, fee.Per, fee.Kinds, fee.TaxRate, fee.IsRefundable, fee.IsActive, ["edit", "delete"]);
}
