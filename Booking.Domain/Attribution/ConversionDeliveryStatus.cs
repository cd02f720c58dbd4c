namespace Booking.Domain.Attribution;

using Booking.Domain.Common;

public enum ConversionDeliveryStatus
{
    /// <summary>Waits for its next attempt.</summary>
    Pending,

    /// <summary>The network has taken the event.</summary>
    Sent,

    /// <summary>The network has refused it for good, or every attempt has failed for 24 hours.</summary>
    Failed,

    /// <summary>It is not sent, and never was.</summary>
    Skipped,
}

/// <summary>Why an event is not sent.</summary>
public enum ConversionSkipReason
{
    /// <summary>The customer has not agreed.</summary>
    NoConsent,

    /// <summary>Nothing was paid.</summary>
    NothingPaid,

    /// <summary>The booking was cancelled before the event was sent.</summary>
    BookingCancelled,

    /// <summary>The tenant has switched conversions off, or removed its settings, before the event was sent.</summary>
    SwitchedOff,
}

public static class ConversionDeliveryTransitions
{
    public static readonly TransitionTable<ConversionDeliveryStatus> Table = new(
        (ConversionDeliveryStatus.Pending, ConversionDeliveryStatus.Sent),
        (ConversionDeliveryStatus.Pending, ConversionDeliveryStatus.Failed),
        (ConversionDeliveryStatus.Pending, ConversionDeliveryStatus.Skipped));
}
