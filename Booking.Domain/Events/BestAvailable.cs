namespace Booking.Domain.Events;

using Booking.Domain.Common;

/// <summary>What seats are looked for.</summary>
/// <param name="Accessible">Wheelchair places among the <paramref name="Quantity"/>, each with a companion seat beside it, which counts too.</param>
/// <param name="MustBeAdjacent">Rather none than seats in two rows.</param>
/// <param name="AvoidOrphans">Rather a little further away than a single free seat left behind.</param>
/// <param name="Limits">How many of a category may be taken at once, if any; a category that is not named has no limit.</param>
public sealed record SeatWish(
    int Quantity, PlanPoint FocalPoint, int Accessible = 0, bool MustBeAdjacent = false, bool AvoidOrphans = true, IReadOnlyDictionary<Guid, OrderLimit>? Limits = null)
{
    internal OrderLimit LimitOf(Guid category) => Limits is not null && Limits.TryGetValue(category, out OrderLimit limit) ? limit : new OrderLimit(1, int.MaxValue);
}

/// <param name="AreTogether">In one row, side by side.</param>
public sealed record BestSeats(IReadOnlyList<string> Seats, bool AreTogether);

/// <summary>
/// Looks for the best free seats. Side by side comes first; of those groups the ones that leave no single seat, and no two odd
/// remainders that will become single seats later; of those the nearest to the focal point, in the straightest line. Where nothing is
/// side by side, the group is parted into pieces near each other, in rows behind each other where that is near. What is taken keeps the
/// limits of each category: others are taken instead, as long as any fit. The same seats and the same wish have the same answer.
/// </summary>
public static class BestAvailable
{
    public const int MaxQuantity = 50;

    // In the layout's units, a seat being about ten wide: what it costs to sit apart, and what to sit alone.
    private const double PieceCost = 60;
    private const double AloneCost = 200;
    private const double StraightnessWeight = 0.25;

    /// <param name="among">Choose among so many of the best groups that have no seat in common, so that buyers who come at the same moment do not all want the same one; 1 is the best.</param>
    /// <param name="pick">Which of them, counted around.</param>
    public static Result<BestSeats> Find(IReadOnlyList<SeatSpot> spots, SeatWish wish, int among = 1, int pick = 0)
    {
        Hall hall = new(spots, wish);
        if (hall.FindTogether(among, pick) is { } together)
        {
            return new BestSeats(hall.Names(together), AreTogether: true);
        }

        if (!hall.CanKeepLimits(ofFree: false))
        {
            return Error.Rule("/quantity", $"{wish.Quantity} such seats cannot be bought at once.", Reason.OrderLimit);
        }

        if (!hall.HasEnough)
        {
            return Error.Conflict("sold_out", "Too few such seats are free.");
        }

        if (!wish.MustBeAdjacent && hall.FindParted(among, pick) is { } parted)
        {
            return new BestSeats(hall.Names(parted), AreTogether: false);
        }

        return hall.CanKeepLimits(ofFree: true)
            ? Error.Conflict("inventory_conflict", "So many seats are not free side by side.") with { Reason = Reason.NotTogether }
            : Error.Conflict("sold_out", "Too few seats are free of the categories that can be bought in this number at once.");
    }

    /// <summary>A group of neighbours, and how good it is: the lower the better.</summary>
    private readonly record struct Group(int From, int Size, int Rank, double Score) : IComparable<Group>
    {
        public int To => From + Size - 1;

        public int CompareTo(Group other)
        {
            int rank = Rank.CompareTo(other.Rank);
            int score = rank != 0 ? rank : Score.CompareTo(other.Score);
            return score != 0 ? score : From.CompareTo(other.From);
        }
    }

    private sealed class Hall
    {
        private readonly IReadOnlyList<SeatSpot> _spots;
        private readonly SeatWish _wish;

        // How many open seats stand side by side up to a seat, and from it on.
        private readonly int[] _openUpTo;
        private readonly int[] _openFrom;

        // Sums over all seats before one: any group's centre and spread in constant time.
        private readonly long[] _x;
        private readonly long[] _y;
        private readonly double[] _yy;
        private readonly bool[] _isWanted;
        private readonly bool[] _follows;
        private readonly (int Place, int Companion)[] _pairs;
        private readonly int _regular;

        // The categories of wanted seats, and which of them each seat has; empty where no limit can be in the way.
        private readonly Guid[] _categories = [];
        private readonly int[] _category = [];

        public Hall(IReadOnlyList<SeatSpot> spots, SeatWish wish)
        {
            int count = spots.Count;
            (_spots, _wish) = (spots, wish);
            (_openUpTo, _openFrom, _x, _y, _yy) = (new int[count], new int[count], new long[count + 1], new long[count + 1], new double[count + 1]);
            (_isWanted, _follows) = (new bool[count], new bool[count]);
            for (int i = 0; i < count; i++)
            {
                SeatSpot spot = spots[i];
                _follows[i] = i > 0 && spots[i - 1].IsLeftNeighbourOf(spot);
                _openUpTo[i] = spot.IsOpen ? 1 + (_follows[i] ? _openUpTo[i - 1] : 0) : 0;
                _isWanted[i] = spot.IsOpen && spot.IsWanted;
                _regular += _isWanted[i] ? 1 : 0;
                _x[i + 1] = _x[i] + spot.X;
                _y[i + 1] = _y[i] + spot.Y;
                _yy[i + 1] = _yy[i] + (double)spot.Y * spot.Y;
            }

            for (int i = count - 1; i >= 0; i--)
            {
                _openFrom[i] = spots[i].IsOpen ? 1 + (i + 1 < count && _follows[i + 1] ? _openFrom[i + 1] : 0) : 0;
            }

            _pairs = wish.Accessible == 0 ? [] : [.. Pairs()];
            if (wish.Limits?.Values.Any(limit => limit.Min > 1 || limit.Max < wish.Quantity) == true)
            {
                _categories = [.. spots.Where(spot => spot is { IsFree: true, IsWanted: true }).Select(spot => spot.Category).Distinct()];
                Dictionary<Guid, int> index = _categories.Select((category, at) => (category, at)).ToDictionary(known => known.category, known => known.at);
                _category = [.. spots.Select(spot => index.GetValueOrDefault(spot.Category, -1))];
            }
        }

        private bool IsLimited => _categories.Length > 0;

        public bool HasEnough => _pairs.Select(pair => pair.Place).Distinct().Count() >= _wish.Accessible && _regular >= _wish.Quantity - 2 * _wish.Accessible;

        /// <summary>Whether there is any set of seats, side by side or not, that keeps the limits of its categories.</summary>
        /// <param name="ofFree">False asks it of a hall where nothing is taken.</param>
        public bool CanKeepLimits(bool ofFree)
        {
            if (!IsLimited)
            {
                return true;
            }

            double[] endless = new double[_wish.Quantity + 1];
            return ofFree
                ? ShareOut() is not null
                : SeatShares.Of([.. _wish.Limits!.Values.Select(limit => new SeatShares.Supply(limit, endless, endless))], _wish.Quantity, _wish.Accessible, 0) is not null;
        }

        public IReadOnlyList<string> Names(IEnumerable<int> seats) => [.. seats.Order().Select(seat => _spots[seat].Seat)];

        public int[]? FindTogether(int among, int pick)
        {
            IEnumerable<Group> groups = _wish.Accessible == 0 ? Groups(_wish.Quantity, _isWanted) : AccessibleGroups();
            return Choose(IsLimited ? groups.Where(group => KeepsLimits(Enumerable.Range(group.From, group.Size))) : groups, among, pick) is { } best ? [.. Enumerable.Range(best.From, best.Size)] : null;
        }

        /// <summary>Pieces near each other: the best ones, or where those would break a limit the best of categories that keep it.</summary>
        public int[]? FindParted(int among, int pick)
        {
            int[]? parted = FindPieces(among, pick);
            return IsLimited && (parted is null || !KeepsLimits(parted)) ? FindShared() : parted;
        }

        /// <summary>A first piece at the best place for its size, and the others around it; of several sizes the one that leaves the group nearest together.</summary>
        private int[]? FindPieces(int among, int pick)
        {
            if (_wish.Accessible > 0)
            {
                return FindPairsAndOthers(pick);
            }

            int longest = Enumerable.Range(0, _spots.Count).Aggregate((Run: 0, Best: 0), (runs, at) =>
            {
                int run = !_isWanted[at] ? 0 : _follows[at] ? runs.Run + 1 : 1;
                return (run, Math.Max(runs.Best, run));
            }).Best;
            int[]? best = null;
            double cost = double.PositiveInfinity;
            foreach (int size in new[] { longest, Part(2), Part(3), Part(4) }.Where(size => size <= longest && size < _wish.Quantity).Distinct())
            {
                Group first = Choose(Groups(size, _isWanted), among, pick)!.Value;
                int[]? parted = Fill([.. Enumerable.Range(first.From, first.Size)], pieces: 1, alone: size == 1 ? 1 : 0, null, out double price);
                if (parted is not null && price < cost)
                {
                    (best, cost) = (parted, price);
                }
            }

            return best;

            int Part(int parts) => (_wish.Quantity + parts - 1) / parts;
        }

        /// <summary>Where no group side by side has enough wheelchair places: pairs near each other, and the others around them.</summary>
        private int[]? FindPairsAndOthers(int pick)
        {
            List<int> chosen = [];
            PlanPoint to = _wish.FocalPoint;
            int skip = pick % Math.Max(1, _pairs.Length);
            while (chosen.Count < 2 * _wish.Accessible)
            {
                (int Place, int Companion)[] left = [.. _pairs
                    .Where(pair => !chosen.Contains(pair.Place) && !chosen.Contains(pair.Companion))
                    .OrderBy(pair => Distance(_spots[pair.Place].X, _spots[pair.Place].Y, to)).ThenBy(pair => pair.Place)];
                if (left.Length == 0)
                {
                    return null;
                }

                (int place, int companion) = left[Math.Min(skip, left.Length - 1)];
                skip = 0;
                chosen.AddRange([place, companion]);
                to = Centre(chosen);
            }

            return Fill(chosen, _wish.Accessible, alone: 0, null, out _);
        }

        /// <summary>As many of each category as its limit allows, near each other.</summary>
        private int[]? FindShared()
        {
            if (ShareOut() is not { } shares)
            {
                return null;
            }

            List<int> chosen = [.. shares.SelectMany((share, category) => PairsOf(category).Take(share.Pairs)).SelectMany(pair => new[] { pair.Place, pair.Companion })];
            return Fill(chosen, _wish.Accessible, alone: 0, [.. shares.Select(share => share.Seats)], out _);
        }

        private SeatShares.Share[]? ShareOut() => SeatShares.Of(
            [.. _categories.Select((id, category) => new SeatShares.Supply(
                _wish.LimitOf(id),
                Sums(Enumerable.Range(0, _spots.Count).Where(at => _isWanted[at] && _category[at] == category).Select(FromFocalPoint).Order()),
                Sums(PairsOf(category).Select(pair => 2 * FromFocalPoint(pair.Place)))))],
            _wish.Quantity,
            _wish.Accessible,
            PieceCost);

        /// <summary>Wheelchair places with a companion seat of the same category, nearest first.</summary>
        private IEnumerable<(int Place, int Companion)> PairsOf(int category) => _pairs
            .Where(pair => _category[pair.Place] == category && _category[pair.Companion] == category)
            .DistinctBy(pair => pair.Place)
            .OrderBy(pair => FromFocalPoint(pair.Place)).ThenBy(pair => pair.Place);

        private bool KeepsLimits(IEnumerable<int> seats)
        {
            Span<int> counts = stackalloc int[_categories.Length];
            counts.Clear();
            foreach (int seat in seats)
            {
                counts[_category[seat]]++;
            }

            for (int category = 0; category < counts.Length; category++)
            {
                if (!_wish.LimitOf(_categories[category]).Allows(counts[category]))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Adds pieces of what is free nearest to those chosen until there are enough.</summary>
        /// <param name="shares">How many are added of each category; null for any.</param>
        private int[]? Fill(List<int> chosen, int pieces, int alone, int[]? shares, out double cost)
        {
            PlanPoint anchor = chosen.Count == 0 ? _wish.FocalPoint : Centre(chosen);
            bool[] isLeft = [.. _isWanted];
            chosen.ForEach(seat => isLeft[seat] = false);
            cost = 0;
            for (bool isNice = true; chosen.Count < _wish.Quantity; isNice = false)
            {
                int before = chosen.Count;
                foreach ((int from, int length) in RunsBy(anchor, isLeft, shares is not null))
                {
                    int missing = shares is null ? _wish.Quantity - chosen.Count : shares[_category[from]];
                    if (missing == 0)
                    {
                        continue;
                    }

                    int size = Math.Min(length, missing);
                    if (isNice && size > 2 && (missing - size == 1 || (_wish.AvoidOrphans && length - size == 1)))
                    {
                        size--;
                    }

                    int start = Enumerable.Range(from, length - size + 1)
                        .OrderBy(at => _wish.AvoidOrphans && (at - from == 1 || length - size - (at - from) == 1))
                        .ThenBy(at => DistanceOf(at, size, anchor)).ThenBy(at => at).First();
                    for (int at = start; at < start + size; at++)
                    {
                        chosen.Add(at);
                        isLeft[at] = false;
                    }

                    if (shares is not null)
                    {
                        shares[_category[from]] -= size;
                    }

                    pieces++;
                    alone += size == 1 ? 1 : 0;
                }

                if (chosen.Count == before)
                {
                    return null;
                }
            }

            PlanPoint centre = Centre(chosen);
            cost = pieces * PieceCost + alone * AloneCost + chosen.Average(seat => Distance(_spots[seat].X, _spots[seat].Y, centre)) + Distance(centre.X, centre.Y, _wish.FocalPoint);
            return [.. chosen];
        }

        /// <summary>Free runs, nearest first; one with a single seat counts as further away than it is.</summary>
        /// <param name="ofOneCategory">Whether a run ends where a category does.</param>
        private IEnumerable<(int From, int Length)> RunsBy(PlanPoint anchor, bool[] isLeft, bool ofOneCategory)
        {
            List<(int From, int Length, double Distance)> runs = [];
            for (int from = 0; from < isLeft.Length; from++)
            {
                if (!isLeft[from])
                {
                    continue;
                }

                int to = from;
                double nearest = double.PositiveInfinity;
                for (; to < isLeft.Length && isLeft[to] && (to == from || (_follows[to] && (!ofOneCategory || _category[to] == _category[from]))); to++)
                {
                    nearest = Math.Min(nearest, Distance(_spots[to].X, _spots[to].Y, anchor));
                }

                runs.Add((from, to - from, nearest + (to - from == 1 ? AloneCost : 0)));
                from = to - 1;
            }

            return runs.OrderBy(run => run.Distance).ThenBy(run => run.From).Select(run => (run.From, run.Length));
        }

        /// <summary>All groups of so many neighbours.</summary>
        private IEnumerable<Group> Groups(int size, bool[] isFit)
        {
            int run = 0;
            for (int to = 0; to < _spots.Count; to++)
            {
                run = !isFit[to] ? 0 : _follows[to] ? run + 1 : 1;
                if (run >= size)
                {
                    yield return GroupOf(to - size + 1, size);
                }
            }
        }

        /// <summary>Groups with exactly so many wheelchair places, no two sharing a companion, and no companion seat of somebody else's.</summary>
        private IEnumerable<Group> AccessibleGroups()
        {
            bool[] isFit = [.. _spots.Select(spot => spot is { IsFree: true, IsWanted: true })];
            foreach (Group group in Groups(_wish.Quantity, isFit))
            {
                List<int> places = [.. Enumerable.Range(group.From, group.Size).Where(at => _spots[at].IsAccessible)];
                if (places.Count == _wish.Accessible
                    && places.TrueForAll(place => Enumerable.Range(group.From, group.Size).Any(at => _spots[at].CompanionOf == _spots[place].Seat))
                    && Enumerable.Range(group.From, group.Size).All(at => _spots[at].CompanionOf is not { } owner || places.Exists(place => _spots[place].Seat == owner)))
                {
                    yield return group;
                }
            }
        }

        private IEnumerable<(int Place, int Companion)> Pairs()
        {
            for (int i = 1; i < _spots.Count; i++)
            {
                if (!_follows[i] || !(_spots[i] is { IsFree: true, IsWanted: true } && _spots[i - 1] is { IsFree: true, IsWanted: true }))
                {
                    continue;
                }

                if (_spots[i - 1].IsAccessible && _spots[i].CompanionOf == _spots[i - 1].Seat)
                {
                    yield return (i - 1, i);
                }
                else if (_spots[i].IsAccessible && _spots[i - 1].CompanionOf == _spots[i].Seat)
                {
                    yield return (i, i - 1);
                }
            }
        }

        private Group GroupOf(int from, int size)
        {
            int to = from + size - 1;
            int left = _follows[from] ? _openUpTo[from - 1] : 0;
            int right = to + 1 < _spots.Count && _follows[to + 1] ? _openFrom[to + 1] : 0;
            int orphans = (left == 1 ? 1 : 0) + (right == 1 ? 1 : 0);
            bool isWasteful = left % 2 == 1 && right % 2 == 1;
            double meanY = (double)(_y[to + 1] - _y[from]) / size;
            double unevenness = Math.Sqrt(Math.Max(0, (_yy[to + 1] - _yy[from]) / size - meanY * meanY));
            return new Group(from, size, _wish.AvoidOrphans ? 2 * orphans + (isWasteful ? 1 : 0) : 0, DistanceOf(from, size, _wish.FocalPoint) + StraightnessWeight * unevenness);
        }

        /// <summary>The best group, or one of the best that have no seat in common.</summary>
        private static Group? Choose(IEnumerable<Group> groups, int among, int pick)
        {
            if (among <= 1)
            {
                Group? best = null;
                foreach (Group group in groups)
                {
                    best = best is { } other && other.CompareTo(group) <= 0 ? best : group;
                }

                return best;
            }

            List<Group> apart = [];
            List<Group> all = [.. groups];
            all.Sort();
            foreach (Group group in all.TakeWhile(group => group.Rank == all[0].Rank))
            {
                if (apart.Count < among && apart.TrueForAll(other => other.To < group.From || other.From > group.To))
                {
                    apart.Add(group);
                }
            }

            return apart.Count == 0 ? null : apart[pick % apart.Count];
        }

        private double DistanceOf(int from, int size, PlanPoint to) =>
            Distance((double)(_x[from + size] - _x[from]) / size, (double)(_y[from + size] - _y[from]) / size, to);

        private static double[] Sums(IEnumerable<double> costs)
        {
            double sum = 0;
            return [0, .. costs.Take(MaxQuantity).Select(cost => sum += cost)];
        }

        private double FromFocalPoint(int seat) => Distance(_spots[seat].X, _spots[seat].Y, _wish.FocalPoint);

        private PlanPoint Centre(List<int> seats) => new((int)Math.Round(seats.Average(seat => _spots[seat].X)), (int)Math.Round(seats.Average(seat => _spots[seat].Y)));

        private static double Distance(double x, double y, PlanPoint to) => Math.Sqrt((x - to.X) * (x - to.X) + (y - to.Y) * (y - to.Y));
    }
}
