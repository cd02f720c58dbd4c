namespace Booking.Application.Catalog;

/// <summary>How many offerings have a value.</summary>
/// <param name="Value">As a filter takes it.</param>
public sealed record FacetView(string Value, long Count);
