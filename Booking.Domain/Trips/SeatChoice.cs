namespace Booking.Domain.Trips;

/// <summary>Chooses seats for passengers who do not care which: side by side in one row, else in rows as near as can be, on one deck.</summary>
public static class SeatChoice
{
    /// <param name="free">Seats that can be had all the way, all of one price or not.</param>
    /// <returns>As many as asked for, or null when there are too few.</returns>
    public static IReadOnlyList<string>? Pick(IReadOnlyList<BusSeat> free, int count)
    {
        if (free.Count < count)
        {
            return null;
        }

        List<BusSeat> ordered = [.. free.OrderBy(seat => seat.Deck).ThenBy(seat => seat.Place.Row).ThenBy(seat => seat.Place.Column).ThenBy(seat => seat.Seat, StringComparer.Ordinal)];
        List<List<BusSeat>> runs = Runs(ordered);

        // The tightest gap first, so that larger groups find room later.
        List<BusSeat>? run = runs.Where(run => run.Count >= count).OrderBy(run => run.Count).ThenBy(run => run[0].Deck).ThenBy(run => run[0].Place.Row).FirstOrDefault();
        if (run is not null)
        {
            return Names(run.Take(count));
        }

        // Nobody changes the deck where that can be had: the rows that lie closest together.
        IEnumerable<BusSeat>? nearest = ordered.GroupBy(seat => seat.Deck).Select(deck => deck.ToList()).Where(deck => deck.Count >= count)
            .SelectMany(deck => Enumerable.Range(0, deck.Count - count + 1).Select(start => deck.Skip(start).Take(count).ToList()))
            .OrderBy(group => group[^1].Place.Row - group[0].Place.Row).ThenBy(group => group[0].Deck).ThenBy(group => group[0].Place.Row)
            .FirstOrDefault();
        return Names(nearest ?? ordered.Take(count));
    }

    private static List<List<BusSeat>> Runs(List<BusSeat> ordered)
    {
        List<List<BusSeat>> runs = [];
        foreach (BusSeat seat in ordered)
        {
            if (runs.Count > 0 && runs[^1][^1] is var last && last.Deck == seat.Deck && last.Class == seat.Class && last.Place.Row == seat.Place.Row && last.Place.Column + 1 == seat.Place.Column)
            {
                runs[^1].Add(seat);
            }
            else
            {
                runs.Add([seat]);
            }
        }

        return runs;
    }

    private static IReadOnlyList<string> Names(IEnumerable<BusSeat> seats) => [.. seats.Select(seat => seat.Seat)];
}
