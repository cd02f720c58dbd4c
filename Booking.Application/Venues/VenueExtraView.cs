namespace Booking.Application.Venues;

using Booking.Domain.Common;
using Booking.Domain.Venues;

/// <summary>Something that is sold along with a hall.</summary>
/// <param name="TaxRate">In basis points: 1900 is 19 %.</param>
/// <param name="Stock">Pieces on each local day or altogether; null where there is no limit.</param>
/// <param name="MaxPerBooking">The most pieces of one booking.</param>
public sealed record VenueExtraView(
    Guid Id,
    Guid VenueId,
    string Name,
    string Description,
    ExtraPricing Pricing,
    Money Price,
    int TaxRate,
    ExtraStock StockKind,
    int? Stock,
    int MaxPerBooking,
    IReadOnlyList<string> AvailableActions)
{
    internal static VenueExtraView Of(VenueExtra extra, string currency) => new(
        extra.Id, extra.VenueId, extra.Name, extra.Description, extra.Pricing, new Money(extra.Amount, currency), extra.TaxRate, extra.StockKind, extra.Stock, extra.MaxPerBooking,
        extra.IsActive ? ["hold"] : []);
}
