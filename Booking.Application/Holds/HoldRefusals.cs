namespace Booking.Application.Holds;

using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>What somebody is told whose hold was refused: who stands in the way, until when, and what could be had instead.</summary>
internal sealed class HoldRefusals(IAlternatives alternatives)
{
    public async Task<Error> ExplainAsync(ClaimResult claimed, IReadOnlyList<ItemRequest> items, IReadOnlyList<Grant> grants, CancellationToken ct)
    {
        if (claimed.Outcome == ClaimOutcome.Busy)
        {
            return HoldErrors.Busy;
        }

        // What stands in the way of an item comes first: without the item there is nothing to use a voucher for.
        ClaimConflict[] conflicts = [.. claimed.Conflicts.Where(conflict => conflict.Item != Claim.OfTheOrder)];
        if (conflicts.Length == 0 && claimed.Conflicts.Count > 0)
        {
            return VoucherErrors.UsedUp;
        }

        int item = conflicts.Length > 0 ? conflicts[0].Item : 0;
        Dictionary<string, object?> details = new()
        {
            ["conflicts"] = conflicts,
            ["alternatives"] = await alternatives.FindAsync(items[item], grants[item], ct),
            ["retryable"] = conflicts.Any(conflict => conflict.Until is not null),
        };
        return claimed.Outcome == ClaimOutcome.SoldOut
            ? Error.Conflict("sold_out", "Too few places are left.") with { Extensions = details }
            : Error.Conflict("inventory_conflict", "Something in this hold belongs to somebody else at that time.") with { Extensions = details };
    }
}
