namespace Booking.Domain.Reporting;

using global::Booking.Domain.Bookings;
using global::Booking.Domain.Common;

/// <summary>What the reports need of one event, kept for good. All reports are made of these and of nothing else.</summary>
/// <param name="Type">The event's type.</param>
/// <param name="Day">The tenant's local day of the event, as it was when the event was taken in.</param>
public sealed record ReportedFact(string Type, DateOnly Day, FactContent Content);

/// <summary>The members of the event that count; null where the event has no such member.</summary>
public sealed record FactContent
{
    public static readonly FactContent Empty = new();

    /// <summary>Of a hold's or booking's items, each once.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    public IReadOnlyList<SaleEntry>? Sales { get; init; }

    public Money? Amount { get; init; }

    /// <summary>The hold is for the change of a booking.</summary>
    public bool IsOfChange { get; init; }

    /// <summary>The booking was made by the same step that confirmed it, as there was nothing to pay.</summary>
    public bool IsFree { get; init; }

    /// <summary>Something had been offered before.</summary>
    public bool WasOffered { get; init; }

    public Guid? DriverId { get; init; }

    /// <summary>How long a driver has driven.</summary>
    public int Minutes { get; init; }
}
