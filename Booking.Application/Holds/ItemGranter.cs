namespace Booking.Application.Holds;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>Finds the offerings that a hold asks for, of every kind, and asks each for its grant.</summary>
internal sealed class ItemGranter(IEnumerable<IItemGrants> kinds)
{
    public async Task<Result<IReadOnlyList<Grant>>> GrantAsync(IReadOnlyList<ItemRequest> items, DateTimeOffset now, CancellationToken ct)
    {
        Result<Grant>?[] answers = new Result<Grant>?[items.Count];
        foreach (IItemGrants kind in kinds)
        {
            try
            {
                await kind.GrantAsync(items, answers, now, ct);
            }
            catch (OverflowException)
            {
                return Price.TooLarge;
            }
        }

        List<Grant> grants = [];
        for (int i = 0; i < answers.Length; i++)
        {
            Result<Grant> grant = answers[i] ?? throw new InvalidOperationException($"No grant for {items[i].GetType().Name}.");
            if (grant.IsFailure)
            {
                return grant.Error.Under($"/items/{i}");
            }

            grants.Add(grant.Value);
        }

        return TakesNothingTwice(grants) ?? Result<IReadOnlyList<Grant>>.Success(grants);
    }

    /// <summary>Grants by what is known of the offerings.</summary>
    /// <returns>Null where one item cannot be granted that way, or is refused by what is known: what is known may be out of date.</returns>
    public async Task<IReadOnlyList<Grant>?> GrantKnownAsync(IReadOnlyList<ItemRequest> items, UsedTerms terms, DateTimeOffset now, CancellationToken ct)
    {
        Result<Grant>?[] answers = new Result<Grant>?[items.Count];
        foreach (IItemGrants kind in kinds)
        {
            try
            {
                await kind.GrantKnownAsync(items, answers, terms, now, ct);
            }
            catch (OverflowException)
            {
                return null;
            }
        }

        List<Grant> grants = [];
        foreach (Result<Grant>? answer in answers)
        {
            if (answer is not { IsSuccess: true })
            {
                return null;
            }

            grants.Add(answer.Value);
        }

        return TakesNothingTwice(grants) is null ? grants : null;
    }

    /// <summary>A hold that competes with itself is the caller's mistake, not a conflict with somebody else.</summary>
    private static Error? TakesNothingTwice(List<Grant> grants)
    {
        List<Claim> seen = [];
        foreach (Claim claim in grants.SelectMany(grant => grant.Claims))
        {
            Claim? twin = seen.Find(other => (claim, other) switch
            {
                (SeatClaim a, SeatClaim b) => a.EventId == b.EventId && a.Seat == b.Seat,
                (LegClaim a, LegClaim b) => a.TripId == b.TripId && a.Seat == b.Seat && a.FromStop < b.ToStop && b.FromStop < a.ToStop,
                (SlotClaim a, SlotClaim b) => a.UnitId == b.UnitId && a.Blocked.Overlaps(b.Blocked),
                _ => false,
            });
            if (twin is not null)
            {
                return Error.Rule($"/items/{claim.Item}", $"This asks for the same thing as item {twin.Item}.");
            }

            seen.Add(claim);
        }

        return null;
    }
}
