namespace Booking.Domain.Bookings;

using global::Booking.Domain.Common;
using global::Booking.Domain.Holds;

public sealed record BookingAwaitingPayment(Guid BookingId, string Number, Guid? CustomerId, DateTimeOffset PayBefore, Money Total)
    : DomainEvent("booking.awaiting_payment", BookingId)
{
    /// <summary>Of the items, each once.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];
}

/// <param name="PaymentId">The payment that confirmed it; null when there was nothing to pay.</param>
public sealed record BookingConfirmed(Guid BookingId, string Number, Guid? CustomerId, Guid? PaymentId, IReadOnlyList<HoldItem> Items, Money Total)
    : DomainEvent("booking.confirmed", BookingId)
{
    /// <summary>What each item puts into the books.</summary>
    public IReadOnlyList<SaleEntry> Sales { get; init; } = [];
}

public sealed record BookingExpired(Guid BookingId, string Number, Guid? CustomerId) : DomainEvent("booking.expired", BookingId)
{
    /// <summary>Of the items, each once.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];
}

/// <param name="CancellationId">The quote that was accepted; null when an unpaid booking was given up.</param>
/// <param name="IsByTenant">The tenant has called it off, not the customer.</param>
/// <param name="Items">What was given up last.</param>
/// <param name="Refund">What goes back for it.</param>
public sealed record BookingCancelled(
    Guid BookingId, string Number, Guid? CustomerId, Guid? CancellationId, bool IsByTenant, string? Reason, IReadOnlyList<HoldItem> Items, Money Refund)
    : DomainEvent("booking.cancelled", BookingId)
{
    /// <summary>What is taken back; nothing of a booking that was not paid.</summary>
    public IReadOnlyList<SaleEntry> Sales { get; init; } = [];
}

/// <summary>Another time, seat, quantity or name, or a part was given up.</summary>
/// <param name="ChangeId">The change that took effect; null otherwise.</param>
/// <param name="CancellationId">The cancellation of a part; null otherwise.</param>
/// <param name="Items">As they are now.</param>
public sealed record BookingChanged(Guid BookingId, string Number, Guid? CustomerId, Guid? ChangeId, Guid? CancellationId, IReadOnlyList<HoldItem> Items, Money Total)
    : DomainEvent("booking.changed", BookingId)
{
    /// <summary>What the change or the cancellation of a part does to the books; nothing where only names or seats are others.</summary>
    public IReadOnlyList<SaleEntry> Sales { get; init; } = [];
}

/// <summary>What was sold takes place at another time.</summary>
/// <param name="Sales">The units at the old time, below zero, and at the new one.</param>
public sealed record BookingMoved(Guid BookingId, string Number, Guid? CustomerId, IReadOnlyList<SaleEntry> Sales) : DomainEvent("booking.moved", BookingId);

/// <summary>Somebody else performs an appointment, at the same time and price.</summary>
/// <param name="Item">Index of the booking's item.</param>
/// <param name="Title">Of the service.</param>
/// <param name="From">When it begins.</param>
/// <param name="Provider">The name of who performs it now.</param>
/// <param name="Note">Why, in words; null when there is nothing to add.</param>
/// <param name="IsManual">Somebody has decided so, not the scores.</param>
/// <param name="Sales">The unit of the one, below zero, and of the other.</param>
public sealed record AppointmentReassigned(
    Guid BookingId,
    string Number,
    Guid? CustomerId,
    int Item,
    Guid OfferingId,
    string Title,
    DateTimeOffset? From,
    DateTimeOffset? To,
    Guid FromProviderId,
    Guid ToProviderId,
    string Provider,
    string? Note,
    bool IsManual,
    IReadOnlyList<SaleEntry> Sales)
    : DomainEvent("appointment.reassigned", BookingId);

/// <param name="Items">What was used.</param>
public sealed record BookingCompleted(Guid BookingId, string Number, Guid? CustomerId, IReadOnlyList<HoldItem> Items) : DomainEvent("booking.completed", BookingId);

/// <param name="Items">What nobody came for.</param>
public sealed record BookingNoShow(Guid BookingId, string Number, Guid? CustomerId, IReadOnlyList<HoldItem> Items) : DomainEvent("booking.no_show", BookingId);
