namespace Booking.Application.Events;

using Booking.Domain.Common;

internal static class SeatMapErrors
{
    public static readonly Error NoSeatMap = Error.NotFound("seat_map_not_found", "There is no such seat map.");

    /// <summary>A change to seats that somebody has.</summary>
    public static Error SeatsTaken(SeatsChange refused) => Error.Conflict("seats_taken", "Seats that are held or booked cannot vanish, change their category or be kept back.") with
    {
        Extensions = new Dictionary<string, object?> { ["takenCount"] = refused.TakenCount, ["taken"] = refused.Taken },
    };
}
