namespace Booking.Domain.Events;

using Booking.Domain.Common;

public static class TicketingErrors
{
    public static readonly Error IsCancelled = Error.Conflict("illegal_transition", "A cancelled event cannot be changed.");

    public static readonly Error NoTicketType = Error.NotFound("ticket_type_not_found", "This event has no such ticket type.");

    public static readonly Error NoPool = Error.NotFound("pool_not_found", "This event has no such pool.");

    public static readonly Error NoCode = Error.NotFound("access_code_not_found", "This event has no such access code.");

    public static readonly Error CodeTaken = Error.Conflict("access_code_taken", "This event has this access code already.");

    /// <summary>Places that are gone cannot be taken back by shrinking.</summary>
    /// <param name="taken">Held or sold.</param>
    public static Error BelowSold(int taken, string pointer) => new("capacity_below_sold", $"{taken} places are held or sold; the capacity cannot be less.", ErrorKind.RuleViolated)
    {
        Fields = new Dictionary<string, string[]> { [pointer] = [$"At least {taken}."] },
        Extensions = new Dictionary<string, object?> { ["taken"] = taken },
    };
}
