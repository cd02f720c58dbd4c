namespace Booking.Application.Holds;

using Booking.Domain.Holds;

/// <summary>Goes on to what would do as well when a grant's claims are lost to somebody else.</summary>
internal static class SecondChoice
{
    /// <returns>The grants with every lost one replaced by its next best; null when a lost one has no other. Each step uses one up, so there is an end.</returns>
    public static IReadOnlyList<Grant>? After(IReadOnlyList<Grant> grants, IReadOnlyList<ClaimConflict> conflicts)
    {
        // What is not for one item, such as a voucher's use, has no other.
        if (conflicts.Count == 0 || conflicts.Any(conflict => conflict.Item < 0 || conflict.Item >= grants.Count))
        {
            return null;
        }

        List<Grant> next = [.. grants];
        foreach (int item in conflicts.Select(conflict => conflict.Item).Distinct())
        {
            int other = next[item].Others.Index().Where(choice => !Meets(choice.Item, next, item)).Select(choice => choice.Index).DefaultIfEmpty(-1).First();
            if (other < 0)
            {
                return null;
            }

            next[item] = next[item].Others[other] with { Others = [.. next[item].Others.Skip(other + 1)] };
        }

        return next;
    }

    /// <summary>Whether a choice would take what another item of the same hold takes.</summary>
    private static bool Meets(Grant choice, List<Grant> grants, int item) => choice.Claims.OfType<SlotClaim>().Any(slot => grants
        .Where((_, i) => i != item)
        .SelectMany(grant => grant.Claims.OfType<SlotClaim>())
        .Any(own => own.UnitId == slot.UnitId && own.Blocked.Overlaps(slot.Blocked)));
}
