namespace Booking.Application.Catalog;

/// <summary>An offering with what its ETag is made of.</summary>
/// <param name="Version">Rises when the offering itself is changed.</param>
/// <param name="Availability">Differs when what the view says about availability differs.</param>
public sealed record Versioned<T>(T View, long Version, long Availability = 0);
