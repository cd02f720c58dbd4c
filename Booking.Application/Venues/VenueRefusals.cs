namespace Booking.Application.Venues;

using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>Refused claims as problems, in the words of a refused hold.</summary>
internal static class VenueRefusals
{
    public static async Task<Error> RefuseAsync(this ClaimResult claimed, IAlternatives alternatives, VenueItem item, Grant grant, CancellationToken ct)
    {
        if (claimed.Outcome == ClaimOutcome.Busy)
        {
            return HoldErrors.Busy;
        }

        Dictionary<string, object?> details = new()
        {
            ["conflicts"] = claimed.Conflicts,
            ["alternatives"] = await alternatives.FindAsync(item, grant, ct),
            ["retryable"] = claimed.Conflicts.Any(conflict => conflict.Until is not null),
        };
        return claimed.Outcome == ClaimOutcome.SoldOut
            ? Error.Conflict("sold_out", "Too few of an extra are left.") with { Extensions = details }
            : Error.Conflict("inventory_conflict", "The hall belongs to somebody else at that time.") with { Extensions = details };
    }
}
