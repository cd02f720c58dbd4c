namespace Booking.Domain.Events;

/// <summary>Single free seats that a choice would leave behind: nobody comes to the theatre alone.</summary>
public static class SeatOrphans
{
    /// <summary>
    /// The seats left single that need not be: where the same number of seats of the run could have been chosen without. Taking two of
    /// three leaves one whichever they are, and is fine.
    /// </summary>
    /// <param name="spots">The rows of the chosen seats, whole.</param>
    public static IReadOnlyList<string> LeftBy(IReadOnlyList<SeatSpot> spots, IReadOnlySet<string> chosen)
    {
        List<string> orphans = [];
        for (int from = 0; from < spots.Count; from++)
        {
            if (!spots[from].IsOpen)
            {
                continue;
            }

            int to = from;
            while (to + 1 < spots.Count && spots[to + 1].IsOpen && spots[to].IsLeftNeighbourOf(spots[to + 1]))
            {
                to++;
            }

            orphans.AddRange(LeftIn(spots, from, to, chosen));
            from = to;
        }

        return orphans;
    }

    private static List<string> LeftIn(IReadOnlyList<SeatSpot> spots, int from, int to, IReadOnlySet<string> chosen)
    {
        bool IsLeft(int at) => at >= from && at <= to && !chosen.Contains(spots[at].Seat);
        int taken = Enumerable.Range(from, to - from + 1).Count(at => !IsLeft(at));
        List<string> single = [.. Enumerable.Range(from, to - from + 1).Where(at => IsLeft(at) && !IsLeft(at - 1) && !IsLeft(at + 1)).Select(at => spots[at].Seat)];
        int unavoidable = to - from + 1 - taken == 1 ? 1 : 0;
        return taken == 0 || single.Count <= unavoidable ? [] : single;
    }
}
