namespace Booking.Api.Holds;

using Booking.Application.Holds;
using Booking.Domain.Common;

/// <summary>Time that the owner keeps.</summary>
/// <param name="From">RFC 3339 with an offset, or a local date-time.</param>
/// <param name="To">RFC 3339 with an offset, or a local date-time.</param>
/// <param name="TimeZone">IANA zone of local date-times; the unit's own when left out.</param>
/// <param name="RepeatsUntil">Repeats the time every week, at the same wall time, as long as it begins on this day or before.</param>
/// <param name="Reason">Told to the customers whose bookings are disturbed.</param>
/// <param name="Force">Also over what is held or sold: holds lose the time, and a case is opened for each booking.</param>
internal sealed record PlaceBlackoutRequest(string From, string To, string? TimeZone = null, DateOnly? RepeatsUntil = null, string? Reason = null, bool Force = false)
{
    public Result<AskedBlackout> ToAsked()
    {
        Dictionary<string, string[]> errors = [];
        WallTime Read(string text, string member)
        {
            if (!WallTime.TryParse(text, TimeZone, out WallTime time))
            {
                errors.Add($"/{member}", ["This is neither an RFC 3339 instant nor a local date-time."]);
            }

            return time;
        }

        AskedBlackout asked = new(Read(From, "from"), Read(To, "to"), RepeatsUntil, Reason ?? "", Force);
        return errors.Count == 0 ? asked : Error.Invalid("validation_failed", "The request is not of the stated form.") with { Fields = errors };
    }
}
