namespace Booking.Domain.Trips;

/// <summary>A seat that somebody has on a part of a trip.</summary>
/// <param name="Claim">The claim by which it is had.</param>
/// <param name="Buyer">The booking or hold: its seats stay together.</param>
/// <param name="Item">Index of the item in it.</param>
/// <param name="FromStop">Sequence of the stop where the ride begins.</param>
public sealed record TakenSeat(Guid Claim, Guid Buyer, int Item, string Seat, int FromStop, int ToStop)
{
    /// <summary>Only held: it gives way to what is sold.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The ride is over: nobody sits there any more, and the seat stays what it was.</summary>
    public bool IsOver { get; init; }

    /// <summary>Cannot be given another seat: it is kept for a change of a booking at its price.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Names of seats that the item has had before and that still stand in its papers.</summary>
    public IReadOnlyCollection<string> Former { get; init; } = [];

    internal bool Overlaps(int fromStop, int toStop) => FromStop < toStop && ToStop > fromStop;
}

/// <summary>Somebody sits elsewhere.</summary>
/// <param name="To">The seat in the bus that comes.</param>
/// <param name="IsEqual">False for another class, or where an accessible seat gave way to one that is not.</param>
public sealed record NewSeat(TakenSeat Taken, string To, bool IsEqual);

/// <summary>
/// Who sits where when another bus comes. A seat that is there under its name, in its class, stays. Everybody else gets an equal one: of the
/// same class, and as far as can be on the same deck, at the window or aisle as before, and beside whom they travel with. Where no equal seat
/// is left a sold item gets seats of another class, or, when there are too few of any, none at all; what is only held gets none.
/// </summary>
/// <param name="Moves">Seats that change.</param>
/// <param name="Lost">Items without a seat, with everything that they had.</param>
public sealed record SeatPlan(IReadOnlyList<NewSeat> Moves, IReadOnlyList<TakenSeat> Lost)
{
    /// <summary>Nobody sits elsewhere than before.</summary>
    public static readonly SeatPlan Unchanged = new([], []);

    public static SeatPlan Make(IReadOnlyList<BusSeat> before, IReadOnlyList<BusSeat> after, IReadOnlyList<TakenSeat> taken)
    {
        // Friends first seats them well; whoever gets on first wastes the fewest seats. The better of the two is it.
        SeatPlan together = new Seating(before, after, taken).Plan(isTight: false);
        if (together.Lost.Count == 0 && together.Moves.All(move => move.IsEqual))
        {
            return together;
        }

        SeatPlan tight = new Seating(before, after, taken).Plan(isTight: true);
        return (tight.Lost.Count, tight.Moves.Count(move => !move.IsEqual)).CompareTo((together.Lost.Count, together.Moves.Count(move => !move.IsEqual))) < 0 ? tight : together;
    }

    /// <summary>The work on one plan.</summary>
    private sealed class Seating
    {
        private const int AnotherDeck = 400;
        private const int AccessibleWasted = 600;
        private const int PlaceLost = 80;
        private const int FeatureLost = 40;

        /// <summary>Places from which a group is tried to be seated; in a large bus a large group tries some of them only.</summary>
        private const int MostTries = 1_000;

        private readonly Dictionary<string, BusSeat> _before;
        private readonly List<BusSeat> _seats;
        private readonly Dictionary<string, List<TakenSeat>> _occupied;
        private readonly Dictionary<TakenSeat, NewSeat> _moves = [];
        private readonly ILookup<Guid, TakenSeat> _buyers;
        private readonly List<TakenSeat> _waiting = [];

        public Seating(IReadOnlyList<BusSeat> before, IReadOnlyList<BusSeat> after, IReadOnlyList<TakenSeat> taken)
        {
            _before = before.ToDictionary(seat => seat.Seat);
            _seats = [.. after.Where(seat => !seat.IsBlocked).OrderBy(seat => seat.Deck).ThenBy(seat => seat.Place).ThenBy(seat => seat.Seat, StringComparer.Ordinal)];
            _occupied = [];
            _buyers = taken.ToLookup(seat => seat.Buyer);
            Dictionary<string, BusSeat> there = _seats.ToDictionary(seat => seat.Seat);
            foreach (TakenSeat seat in taken)
            {
                if (seat.IsOver || (there.TryGetValue(seat.Seat, out BusSeat? same) && IsEqual(seat, same)))
                {
                    Occupy(seat.Seat, seat);
                }
                else
                {
                    _waiting.Add(seat);
                }
            }
        }

        public SeatPlan Plan(bool isTight)
        {
            List<TakenSeat> left = [.. _waiting.Where(seat => seat.IsFixed)];
            List<TakenSeat> movable = [.. _waiting.Where(seat => !seat.IsFixed)];
            if (isTight)
            {
                left.AddRange(movable
                    .OrderBy(seat => seat.IsHeld).ThenByDescending(IsAccessible).ThenBy(seat => seat.FromStop).ThenBy(seat => seat.ToStop).ThenBy(seat => seat.Claim)
                    .Where(seat => !Place([seat], isTight: true)));
            }
            else
            {
                IOrderedEnumerable<IGrouping<Guid, TakenSeat>> groups = movable.GroupBy(seat => seat.Buyer)
                    .OrderBy(group => group.First().IsHeld).ThenByDescending(group => group.Any(IsAccessible)).ThenByDescending(group => group.Count()).ThenBy(group => group.Key);
                foreach (IGrouping<Guid, TakenSeat> group in groups)
                {
                    TakenSeat[] ordered = [.. group.OrderByDescending(IsAccessible).ThenBy(seat => Was(seat)?.Deck).ThenBy(seat => Was(seat)?.Place).ThenBy(seat => seat.FromStop)];
                    if (!Place(ordered, isTight: false))
                    {
                        left.AddRange(ordered.Where(seat => !Place([seat], isTight: false)));
                    }
                }
            }

            return Settle(left);
        }

        /// <summary>What is left after everybody who could has an equal seat.</summary>
        private SeatPlan Settle(List<TakenSeat> left)
        {
            List<TakenSeat> lost = [];
            foreach (IGrouping<(Guid Buyer, int Item), TakenSeat> item in left.GroupBy(seat => (seat.Buyer, seat.Item)).OrderBy(item => item.Count()).ThenBy(item => item.Key))
            {
                if (item.Any(seat => seat.IsHeld || seat.IsFixed) || !item.All(PlaceAnywhere))
                {
                    // A hold is given up as a whole.
                    TakenSeat[] all = [.. _buyers[item.Key.Buyer].Where(seat => !seat.IsOver && (seat.IsHeld || seat.Item == item.Key.Item))];
                    foreach (TakenSeat seat in all)
                    {
                        Leave(seat);
                    }

                    lost.AddRange(all);
                }
            }

            return new SeatPlan([.. _moves.Values.OrderBy(move => move.Taken.Buyer).ThenBy(move => move.Taken.Item).ThenBy(move => move.Taken.Seat, StringComparer.Ordinal)], [.. lost.Distinct()]);
        }

        /// <summary>Gives all of these equal seats, or none of them one.</summary>
        private bool Place(TakenSeat[] group, bool isTight)
        {
            List<BusSeat>[] options = [.. group.Select(seat => Candidates(seat, equal: true))];
            List<BusSeat> mates = [.. _buyers[group[0].Buyer].Where(seat => !seat.IsOver && !group.Contains(seat)).Select(SeatNow).OfType<BusSeat>()];
            int stride = 1 + (group.Length * options[0].Count / MostTries);
            IEnumerable<BusSeat?> starts = group.Length == 1 || mates.Count > 0 ? new BusSeat?[] { null } : options[0].Where((_, i) => i % stride == 0).Cast<BusSeat?>();
            (int Cost, BusSeat[] Seats)? best = null;
            foreach (BusSeat? start in starts)
            {
                if (Try(group, options, mates, start, isTight) is { } found && (best is null || found.Cost < best.Value.Cost))
                {
                    best = found;
                }
            }

            if (best is null)
            {
                return false;
            }

            foreach ((TakenSeat seat, BusSeat to) in group.Zip(best.Value.Seats))
            {
                Move(seat, to, isEqual: true);
            }

            return true;
        }

        /// <param name="start">Where the first one sits; null for where it costs least.</param>
        private (int Cost, BusSeat[] Seats)? Try(TakenSeat[] group, List<BusSeat>[] options, List<BusSeat> mates, BusSeat? start, bool isTight)
        {
            List<BusSeat> near = [.. mates];
            BusSeat[] chosen = new BusSeat[group.Length];
            int total = 0;
            for (int i = 0; i < group.Length; i++)
            {
                TakenSeat seat = group[i];
                (int Cost, BusSeat Seat)? least = null;
                foreach (BusSeat candidate in i == 0 && start is not null ? [start] : options[i])
                {
                    bool isTaken = Enumerable.Range(0, i).Any(other => chosen[other].Seat == candidate.Seat && (group[other].Overlaps(seat.FromStop, seat.ToStop) || group[other].Item == seat.Item));
                    int cost = isTight ? Slack(seat, candidate) : Cost(seat, candidate, near);
                    if (!isTaken && (least is null || cost < least.Value.Cost))
                    {
                        least = (cost, candidate);
                    }
                }

                if (least is null)
                {
                    return null;
                }

                (chosen[i], total) = (least.Value.Seat, total + least.Value.Cost);
                near.Add(chosen[i]);
            }

            return (total, chosen);
        }

        private bool PlaceAnywhere(TakenSeat seat)
        {
            BusSeat? to = Candidates(seat, equal: false).MinBy(candidate => Cost(seat, candidate, []));
            if (to is not null)
            {
                Move(seat, to, isEqual: false);
            }

            return to is not null;
        }

        private List<BusSeat> Candidates(TakenSeat seat, bool equal) => [.. _seats.Where(candidate =>
            (!equal || IsEqual(seat, candidate)) && !seat.Former.Contains(candidate.Seat)
            && !(_occupied.TryGetValue(candidate.Seat, out List<TakenSeat>? others) && others.Exists(other => other.Overlaps(seat.FromStop, seat.ToStop) || (other.Buyer == seat.Buyer && other.Item == seat.Item))))];

        private int Cost(TakenSeat taken, BusSeat candidate, List<BusSeat> near)
        {
            int cost = near.Count > 0 ? near.Min(other => 10 * Distance(other, candidate)) : 0;
            if (Was(taken) is not { } was)
            {
                return cost;
            }

            cost += near.Count == 0 ? Distance(was, candidate) : 0;
            cost += was.Deck == candidate.Deck ? 0 : AnotherDeck;
            cost += candidate.Features.Contains("accessible") && !was.Features.Contains("accessible") ? AccessibleWasted : 0;
            return cost + was.Features.Except(candidate.Features).Sum(feature => feature is "window" or "aisle" ? PlaceLost : FeatureLost);
        }

        /// <summary>How long a seat would stay empty before the ride: the less the better.</summary>
        private int Slack(TakenSeat taken, BusSeat candidate)
        {
            int free = _occupied.TryGetValue(candidate.Seat, out List<TakenSeat>? others) ? others.Where(other => other.ToStop <= taken.FromStop).Select(other => other.ToStop).DefaultIfEmpty(0).Max() : 0;
            return taken.FromStop - free;
        }

        private static int Distance(BusSeat one, BusSeat other) =>
            (one.Deck == other.Deck ? 0 : 100) + (5 * Math.Min(100, Math.Abs(one.Place.Row - other.Place.Row))) + (2 * Math.Abs(one.Place.Column - other.Place.Column));

        private BusSeat? Was(TakenSeat seat) => _before.GetValueOrDefault(seat.Seat);

        /// <summary>Null while it waits for one.</summary>
        private BusSeat? SeatNow(TakenSeat seat) => _moves.TryGetValue(seat, out NewSeat? moved)
            ? _seats.Find(other => other.Seat == moved.To)
            : _waiting.Contains(seat) ? null : _seats.Find(other => other.Seat == seat.Seat);

        private bool IsAccessible(TakenSeat seat) => Was(seat)?.Features.Contains("accessible") == true;

        private bool IsEqual(TakenSeat seat, BusSeat candidate) => Was(seat)?.IsEqualTo(candidate) != false;

        private void Move(TakenSeat seat, BusSeat to, bool isEqual)
        {
            _moves[seat] = new NewSeat(seat, to.Seat, isEqual);
            Occupy(to.Seat, seat);
        }

        private void Occupy(string name, TakenSeat by)
        {
            if (!_occupied.TryGetValue(name, out List<TakenSeat>? others))
            {
                _occupied[name] = others = [];
            }

            others.Add(by);
        }

        private void Leave(TakenSeat seat)
        {
            string name = _moves.Remove(seat, out NewSeat? moved) ? moved.To : seat.Seat;
            if (_occupied.TryGetValue(name, out List<TakenSeat>? others))
            {
                others.Remove(seat);
            }
        }
    }
}
