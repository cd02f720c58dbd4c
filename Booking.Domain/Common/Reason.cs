namespace Booking.Domain.Common;

/// <summary>Why something cannot be had: machine-readable words that a refused hold, a calendar and a search share.</summary>
public static class Reason
{
    /// <summary>Taken by a hold that is still running; the answer says until when.</summary>
    public const string Held = "held";

    /// <summary>Sold.</summary>
    public const string Booked = "booked";

    /// <summary>The tenant keeps the time for itself.</summary>
    public const string Blackout = "blackout";

    /// <summary>Turnaround before or after somebody else's use.</summary>
    public const string Buffer = "buffer";

    /// <summary>Too soon: the offering wants to know earlier.</summary>
    public const string Notice = "notice";

    /// <summary>Shorter or longer than the offering allows, or not in its steps.</summary>
    public const string Duration = "duration";

    /// <summary>Outside the opening or working hours.</summary>
    public const string OpeningHours = "opening_hours";

    /// <summary>Too few pieces or places are left.</summary>
    public const string Quota = "quota";

    /// <summary>More guests, seats or pieces than it has room for.</summary>
    public const string Capacity = "capacity";

    /// <summary>More than one order may have.</summary>
    public const string OrderLimit = "order_limit";

    /// <summary>No driver's shift covers the time.</summary>
    public const string DriverShift = "driver_shift";

    /// <summary>The driver's licence is not for a car of this kind.</summary>
    public const string Licence = "licence";

    /// <summary>Too far away.</summary>
    public const string Distance = "distance";

    /// <summary>The driver was asked before, and did not take the ride.</summary>
    public const string Asked = "asked";

    /// <summary>Nobody is left who could drive.</summary>
    public const string NoDriver = "no_driver";

    /// <summary>As many drivers as are asked did not take the ride.</summary>
    public const string NoAnswer = "no_answer";

    /// <summary>Not published, withdrawn, cancelled, or outside its sale window.</summary>
    public const string NotOnSale = "not_on_sale";

    /// <summary>The owner decides about each booking; it has to be asked for.</summary>
    public const string Approval = "approval";

    /// <summary>It has begun, has left, or is over.</summary>
    public const string Past = "past";

    /// <summary>Further ahead than anything is sold.</summary>
    public const string Horizon = "horizon";

    /// <summary>A single free seat would be left between taken ones.</summary>
    public const string OrphanSeat = "orphan_seat";

    /// <summary>Enough seats are free, but not side by side.</summary>
    public const string NotTogether = "not_together";
}
