namespace Booking.Domain.Holds;

using Booking.Domain.Common;

/// <summary>What somebody who has some claims still needs for others.</summary>
public static class ClaimDifference
{
    /// <summary>The parts of <paramref name="wanted"/> that <paramref name="had"/> does not cover: times, seats, legs, and places of pools.</summary>
    public static IReadOnlyList<Claim> Beyond(IReadOnlyList<Claim> wanted, IReadOnlyList<Claim> had)
    {
        Dictionary<Guid, int> places = had.OfType<QuotaClaim>().GroupBy(claim => claim.PoolId).ToDictionary(pool => pool.Key, pool => pool.Sum(claim => claim.Quantity));
        List<Claim> missing = [];
        foreach (Claim claim in wanted)
        {
            switch (claim)
            {
                case SlotClaim slot:
                    missing.AddRange(Cut(
                            [(slot.Blocked.From, slot.Blocked.To)],
                            had.OfType<SlotClaim>().Where(own => own.UnitId == slot.UnitId).Select(own => (own.Blocked.From, own.Blocked.To)))
                        .Select(rest => new TimeRange(rest.From, rest.To))
                        .Select(rest => slot with { Asked = rest, Blocked = rest }));
                    break;
                case LegClaim leg:
                    missing.AddRange(Cut(
                            [(leg.FromStop, leg.ToStop)],
                            had.OfType<LegClaim>().Where(own => own.TripId == leg.TripId && own.Seat == leg.Seat).Select(own => (own.FromStop, own.ToStop)))
                        .Select(rest => leg with { FromStop = rest.From, ToStop = rest.To }));
                    break;
                case SeatClaim seat when had.OfType<SeatClaim>().Any(own => own.EventId == seat.EventId && own.Seat == seat.Seat):
                    break;
                case QuotaClaim quota:
                    int covered = Math.Min(quota.Quantity, places.GetValueOrDefault(quota.PoolId));
                    places[quota.PoolId] = places.GetValueOrDefault(quota.PoolId) - covered;
                    if (covered < quota.Quantity)
                    {
                        missing.Add(quota with { Quantity = quota.Quantity - covered });
                    }

                    break;
                default:
                    missing.Add(claim);
                    break;
            }
        }

        return missing;
    }

    /// <summary>What is left of half-open ranges without others.</summary>
    private static List<(T From, T To)> Cut<T>(List<(T From, T To)> ranges, IEnumerable<(T From, T To)> away)
        where T : IComparable<T>
    {
        foreach ((T from, T to) in away)
        {
            ranges = [.. ranges.SelectMany(range => new[] { (range.From, To: Min(range.To, from)), (From: Max(range.From, to), range.To) }).Where(range => range.Item1.CompareTo(range.Item2) < 0)];
        }

        return ranges;
    }

    private static T Min<T>(T left, T right)
        where T : IComparable<T> => left.CompareTo(right) <= 0 ? left : right;

    private static T Max<T>(T left, T right)
        where T : IComparable<T> => left.CompareTo(right) >= 0 ? left : right;
}
