namespace Booking.Domain.Bookings;

/// <summary>
/// What an event changes in the books of one offering, in minor units. What is taken back by a change is below zero; what is cancelled stays sold,
/// and is counted beside it.
/// </summary>
/// <param name="Title">The offering's name when it was sold.</param>
/// <param name="Units">Seats, places, pieces; 1 for a slot.</param>
/// <param name="Gross">What the customer owes for it, with taxes and the share of fees and discounts of the order.</param>
/// <param name="Fees">Part of the gross amount.</param>
/// <param name="Taxes">Part of the gross amount.</param>
/// <param name="Discounts">What was taken off; the gross amount is without it.</param>
/// <param name="CancelledUnits">Given up.</param>
/// <param name="Refund">What goes back for them.</param>
/// <param name="From">Start of use; null for what has no time.</param>
/// <param name="UnitId">Who or what serves where that is not the offering: the provider of an appointment, the session of a class; null otherwise.</param>
/// <param name="Legs">Between how many stops each unit goes; 0 for what does not go anywhere.</param>
public sealed record SaleEntry(
    string Kind,
    Guid OfferingId,
    string Title,
    string Currency,
    int Units,
    long Gross,
    long Fees,
    long Taxes,
    long Discounts,
    int CancelledUnits,
    long Refund,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? TimeZone,
    Guid? UnitId,
    int Legs = 0);
