namespace Booking.Domain.Tests.Events;

using System.Numerics;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Tests.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

/// <summary>The best seats keep the least and the most of each category in one order, as long as any set of seats does.</summary>
public sealed class BestAvailableLimitsTests
{
    private static readonly PlanPoint Stage = new(45, -40);

    private static readonly Gen<OrderLimit> Limits =
        from min in Gen.Choose(1, 4)
        from more in Gen.Choose(0, 4)
        select new OrderLimit(min, min + more);

    private static readonly Gen<(string[] Hall, int Quantity, bool MustBeAdjacent, OrderLimit[] Limits)> Wishes =
        from hall in Gen.Choose(1, 3).SelectMany(rows => Gen.Choose(1, 4).SelectMany(seats => Gen.Elements('a', 'b', 'c', 'x').ArrayOf(seats)).Select(row => new string(row)).ArrayOf(rows))
        from quantity in Gen.Choose(1, 8)
        from adjacent in Gen.Elements(true, false)
        from limits in Limits.ArrayOf(3)
        select (hall, quantity, adjacent, limits);

    [Theory]
    [InlineData("aabb", 2, 1, 50, 3, 50, "A-1 A-2")] // The nearest are two of b.
    [InlineData("bbaabb", 3, 2, 50, 1, 50, "A-3 A-4 A-5")] // The nearest have one of a.
    [InlineData("aaaabb", 6, 1, 4, 1, 4, "A-1 A-2 A-3 A-4 A-5 A-6")]
    [InlineData("aaaxbb", 4, 3, 3, 1, 50, "A-1 A-2 A-3 A-5")] // Two pairs would be nearer together.
    [InlineData("axbxaxb", 2, 2, 4, 1, 50, "A-3 A-7")] // The nearest two are one of each.
    public void Find_WhenCategoriesHaveLimits_TakesASetThatKeepsThem(string row, int quantity, int leastA, int mostA, int leastB, int mostB, string expected) =>
        Names(Find([row], quantity, new OrderLimit(leastA, mostA), new OrderLimit(leastB, mostB))).ShouldBe(expected);

    [Fact]
    public void Find_WhenNoSetKeepsTheLimits_SaysWhetherItEverCould()
    {
        Find(["aaaaaa"], 5, new OrderLimit(1, 4)).Error.ShouldNotBeNull().Reason.ShouldBe(Reason.OrderLimit);
        Find(["aaaabbbb"], 5, new OrderLimit(1, 2), new OrderLimit(1, 2)).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/quantity"]);
        Find(["axb"], 2, new OrderLimit(2, 4), new OrderLimit(2, 4)).Answer().ShouldBe("sold_out");
        Result<BestSeats> apart = BestAvailable.Find(Draw("axabb"), new SeatWish(2, Stage, MustBeAdjacent: true, Limits: Named(new OrderLimit(2, 2), new OrderLimit(3, 3))));
        apart.Error.ShouldNotBeNull().Reason.ShouldBe(Reason.NotTogether);
    }

    [Fact]
    public void Find_WhenWheelchairPlacesHaveALimit_TakesPairsThatKeepIt()
    {
        // Two categories with a wheelchair place each, side by side with two seats; of the nearer category four are sold at once.
        IReadOnlyList<SeatSpot> hall =
        [
            .. Spots("A", 0, [('w', 'a'), ('c', 'a'), ('x', 'a'), ('o', 'a')]),
            .. Spots("B", 12, [('w', 'b'), ('c', 'b'), ('x', 'b'), ('o', 'b')]),
        ];
        SeatWish wish = new(3, new PlanPoint(0, -40), Accessible: 1, Limits: Named(new OrderLimit(4, 4), new OrderLimit(1, 4)));

        Names(BestAvailable.Find(hall, wish)).ShouldBe("B-1 B-2 B-4");
        Names(BestAvailable.Find(hall, wish with { Limits = Named(new OrderLimit(1, 1), new OrderLimit(2, 2)) })).ShouldBe("A-4 B-1 B-2");
    }

    [Fact]
    public void Find_WhateverTheHallAndTheLimits_FindsASetIfThereIsOne() => Properties.Hold(Wishes, wish =>
    {
        IReadOnlyList<SeatSpot> spots = Draw(wish.Hall);
        IReadOnlyDictionary<Guid, OrderLimit> limits = Named(wish.Limits);
        Result<BestSeats> best = BestAvailable.Find(spots, new SeatWish(wish.Quantity, Stage, MustBeAdjacent: wish.MustBeAdjacent, Limits: limits));
        if (best.IsSuccess)
        {
            SeatSpot[] taken = [.. spots.Where(spot => best.Value.Seats.Contains(spot.Seat))];
            return taken.Length == wish.Quantity && Array.TrueForAll(taken, spot => spot.IsFree) && Keeps(taken, limits)
                && best.Value.AreTogether == Together(spots, wish.Quantity).Any(group => Keeps(group, limits));
        }

        return wish.MustBeAdjacent
            ? !Together(spots, wish.Quantity).Any(group => Keeps(group, limits))
            : !Subsets([.. spots.Where(spot => spot.IsFree)], wish.Quantity).Any(set => Keeps(set, limits));
    });

    private static Result<BestSeats> Find(string[] hall, int quantity, params OrderLimit[] limits) =>
        BestAvailable.Find(Draw(hall), new SeatWish(quantity, Stage, AvoidOrphans: false, Limits: Named(limits)));

    private static string Names(Result<BestSeats> best) => best.IsSuccess ? string.Join(' ', best.Value.Seats) : best.Error.Code;

    /// <summary>Of the categories a, b and so on.</summary>
    private static Dictionary<Guid, OrderLimit> Named(params OrderLimit[] limits) => limits.Select((limit, at) => (limit, at)).ToDictionary(of => Category((char)('a' + of.at)), of => of.limit);

    private static Guid Category(char letter) => new(letter, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static bool Keeps(IReadOnlyCollection<SeatSpot> seats, IReadOnlyDictionary<Guid, OrderLimit> limits) =>
        seats.GroupBy(seat => seat.Category).All(group => !limits.TryGetValue(group.Key, out OrderLimit limit) || (group.Count() >= limit.Min && group.Count() <= limit.Max));

    private static IEnumerable<SeatSpot[]> Together(IReadOnlyList<SeatSpot> spots, int size) => Enumerable.Range(0, Math.Max(0, spots.Count - size + 1))
        .Select(from => spots.Skip(from).Take(size).ToArray())
        .Where(group => Array.TrueForAll(group, spot => spot.IsFree) && group[^1].Place - group[0].Place == size - 1 && group[^1].Row == group[0].Row);

    private static IEnumerable<SeatSpot[]> Subsets(SeatSpot[] free, int size) => Enumerable.Range(0, 1 << free.Length)
        .Where(set => BitOperations.PopCount((uint)set) == size)
        .Select(set => free.Where((_, at) => (set >> at & 1) == 1).ToArray());

    /// <summary>A hall, drawn: one text a row, a letter a category, x taken.</summary>
    private static IReadOnlyList<SeatSpot> Draw(params string[] rows) =>
        [.. rows.SelectMany((row, at) => Spots(((char)('A' + at)).ToString(), at * 12, [.. row.Select(seat => (seat == 'x' ? 'x' : 'o', seat))]))];

    /// <param name="seats">o free, x taken, w wheelchair place, c its companion seat behind it; and the category.</param>
    private static IEnumerable<SeatSpot> Spots(string row, int y, (char Mark, char Category)[] seats) => seats.Select((seat, at) => new SeatSpot(
        $"{row}-{at + 1}", "Stalls", row, at, at * 10, y, seat.Mark != 'x', true, seat.Mark == 'w', seat.Mark == 'c' ? $"{row}-{at}" : null, Category(seat.Category)));
}
