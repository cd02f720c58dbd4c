namespace Booking.Domain.Tests.Events;

using System.Diagnostics;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Tests.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

public sealed class BestAvailableTests
{
    private static readonly PlanPoint Stage = new(45, -40);

    /// <summary>A hall, drawn: one text a row, o free, x taken, w wheelchair place, c its companion seat, n free and not wanted, | a walkway.</summary>
    private static readonly Gen<string[]> Halls =
        from rows in Gen.Choose(1, 4)
        from free in Gen.Choose(1, 9)
        from drawn in Gen.Choose(1, 10).SelectMany(seats => Gen.Choose(0, 9).Select(die => die <= free ? 'o' : die == 9 ? 'n' : 'x').ArrayOf(seats)).Select(row => new string(row)).ArrayOf(rows)
        select drawn;

    private static readonly Gen<(string[] Hall, int Quantity, bool MustBeAdjacent)> Wishes =
        from hall in Halls
        from quantity in Gen.Choose(1, 8)
        from adjacent in Gen.Elements(true, false)
        select (hall, quantity, adjacent);

    [Fact]
    public void Find_WhenAllIsFree_TakesTheMiddleOfTheFront() => Find(["oooooooooo", "oooooooooo"], 2).ShouldBe("A-5 A-6");

    [Fact]
    public void Find_WhenTheFocalPointIsElsewhere_GoesThere() =>
        Names(BestAvailable.Find(Draw("oooooooooo", "oooooooooo"), new SeatWish(2, new PlanPoint(95, 60)))).ShouldBe("B-9 B-10");

    [Theory]
    [InlineData("ooooo", 4, "A-2 A-3 A-4 A-5")] // One is left over whatever is taken.
    [InlineData("oooox|ooo", 2, "A-3 A-4")] // In the run of three one would be left.
    [InlineData("xooox|oo", 2, "A-7 A-8")]
    [InlineData("oooooo", 2, "A-5 A-6")]
    public void Find_WhenASingleSeatWouldBeLeft_TakesOthers(string row, int quantity, string expected) => Find([row], quantity).ShouldBe(expected);

    [Fact]
    public void Find_WhenOrphansDoNotMatter_TakesTheNearest() =>
        Names(BestAvailable.Find(Draw("oooooxxxxx"), new SeatWish(2, new PlanPoint(15, -40), AvoidOrphans: false))).ShouldBe("A-2 A-3");

    [Fact]
    public void Find_WhenNothingIsSideBySide_TakesRowsBehindEachOther()
    {
        string[] hall = ["xxxxooxxxx", "xxxxooxxxx", "oooxxxxxxx"];

        Result<BestSeats> best = BestAvailable.Find(Draw(hall), new SeatWish(4, Stage));

        best.Value.ShouldNotBeNull().AreTogether.ShouldBeFalse();
        Names(best).ShouldBe("A-5 A-6 B-5 B-6");
        BestAvailable.Find(Draw(hall), new SeatWish(4, Stage, MustBeAdjacent: true)).Error.ShouldNotBeNull().Reason.ShouldBe(Reason.NotTogether);
        BestAvailable.Find(Draw(hall), new SeatWish(8, Stage)).Answer().ShouldBe("sold_out");
    }

    [Fact]
    public void Find_WhenAWalkwayPartsARow_NobodySitsAcrossIt() => Find(["xoo|oox"], 3, adjacent: true).ShouldBe("inventory_conflict");

    [Fact]
    public void Find_WhenNobodyAsksForThem_LeavesWheelchairPlacesAndCompanions()
    {
        Find(["oxxowc"], 2).ShouldBe("A-1 A-4");
        Find(["oxxowc"], 2, adjacent: true).ShouldBe("inventory_conflict");
        Find(["oxxowc"], 3).ShouldBe("sold_out");
    }

    [Fact]
    public void Find_WhenAWheelchairPlaceIsAskedFor_ItComesWithItsCompanion()
    {
        Accessible(["oooooooo", "wcoooowc"], 2, 1).ShouldBe("B-7 B-8");
        Accessible(["wcoo", "oooo"], 4, 1).ShouldBe("A-1 A-2 A-3 A-4");
        Accessible(["wcwcoo"], 4, 2).ShouldBe("A-1 A-2 A-3 A-4");
        Accessible(["wcwcoo"], 3, 1).ShouldBe("A-3 A-4 A-5");
        Accessible(["wcxxwc", "oooooo"], 4, 2).ShouldBe("A-1 A-2 A-5 A-6");
        Accessible(["wxoooo"], 2, 1).ShouldBe("sold_out");
    }

    [Fact]
    public void Find_WhenManyBuyPairsOneAfterTheOther_FillsTheHall()
    {
        char[][] hall = [.. Enumerable.Repeat(0, 10).Select(_ => "oooooooooo".ToCharArray())];
        for (int pair = 0; pair < 50; pair++)
        {
            // Not always the best: as if others had been a moment earlier.
            Result<BestSeats> best = BestAvailable.Find(Draw([.. hall.Select(row => new string(row))]), new SeatWish(2, Stage, MustBeAdjacent: true), among: 8, pick: pair * 7);
            foreach (string seat in best.Value.ShouldNotBeNull($"pair {pair}").Seats)
            {
                hall[seat[0] - 'A'][int.Parse(seat[2..], System.Globalization.CultureInfo.InvariantCulture) - 1] = 'x';
            }
        }

        hall.ShouldAllBe(row => row.All(seat => seat == 'x'));
    }

    [Fact]
    public void Find_WhenBuyersComeAtOneMoment_OffersEachAnother()
    {
        IReadOnlyList<SeatSpot> hall = Draw("oooooooooo", "oooooooooo");
        string[] picked = [.. Enumerable.Range(0, 4).Select(pick => Names(BestAvailable.Find(hall, new SeatWish(2, Stage), among: 4, pick)))];

        picked.SelectMany(seats => seats.Split(' ')).ShouldBeUnique();
        picked[0].ShouldBe("A-5 A-6");
    }

    [Fact]
    public void Find_WhateverTheHall_TakesExactlySoManyFreeWantedSeats() => Properties.Hold(Wishes, wish =>
    {
        IReadOnlyList<SeatSpot> spots = Draw(wish.Hall);
        Result<BestSeats> best = BestAvailable.Find(spots, new SeatWish(wish.Quantity, Stage, MustBeAdjacent: wish.MustBeAdjacent));
        int wanted = spots.Count(spot => spot is { IsFree: true, IsWanted: true });
        bool canBeTogether = Groups(spots, wish.Quantity).Any();
        if (best.IsFailure)
        {
            return wanted < wish.Quantity ? best.Error.Code == "sold_out" : wish.MustBeAdjacent && !canBeTogether && best.Error.Reason == Reason.NotTogether;
        }

        List<SeatSpot> taken = [.. spots.Where(spot => best.Value.Seats.Contains(spot.Seat))];
        return taken.Count == wish.Quantity && best.Value.Seats.Distinct().Count() == wish.Quantity
            && taken.TrueForAll(spot => spot is { IsFree: true, IsWanted: true })
            && best.Value.AreTogether == canBeTogether
            && (!best.Value.AreTogether || taken.Zip(taken.Skip(1)).All(pair => pair.Second.Place - pair.First.Place == 1 && pair.Second.Row == pair.First.Row));
    });

    [Fact]
    public void Find_WhateverTheHall_LeavesNoSingleSeatThatNeedNotBe() => Properties.Hold(Wishes, wish =>
    {
        IReadOnlyList<SeatSpot> spots = Draw(wish.Hall);
        Result<BestSeats> best = BestAvailable.Find(spots, new SeatWish(wish.Quantity, Stage));
        return best.IsFailure || !best.Value.AreTogether
            || Singles(spots, best.Value.Seats) == Groups(spots, wish.Quantity).Min(group => Singles(spots, group));
    });

    [Fact]
    public void Find_WhateverTheHall_AnswersTheSameTwice() => Properties.Hold(Wishes, wish =>
        Find(wish.Hall, wish.Quantity, wish.MustBeAdjacent) == Find(wish.Hall, wish.Quantity, wish.MustBeAdjacent));

    [Fact]
    public void Find_WhateverTheHall_PutsCompanionsBesideTheirWheelchairPlaces() => Properties.Hold(
        from rows in Gen.Elements("wc", "cw", "oo", "o", "x", "xc", "wx", "|").ArrayOf(6).Select(parts => string.Concat(parts)).ArrayOf(3)
        from accessible in Gen.Choose(1, 3)
        from others in Gen.Choose(0, 3)
        select (Hall: rows, Accessible: accessible, Quantity: 2 * accessible + others),
        wish =>
        {
            IReadOnlyList<SeatSpot> spots = Draw(wish.Hall);
            Result<BestSeats> best = BestAvailable.Find(spots, new SeatWish(wish.Quantity, Stage, wish.Accessible));
            if (best.IsFailure)
            {
                return true;
            }

            List<SeatSpot> taken = [.. spots.Where(spot => best.Value.Seats.Contains(spot.Seat))];
            List<SeatSpot> places = [.. taken.Where(spot => spot.IsAccessible)];
            return taken.Count == wish.Quantity && places.Count == wish.Accessible
                && places.TrueForAll(place => taken.Exists(seat => seat.CompanionOf == place.Seat && Math.Abs(seat.Place - place.Place) == 1 && seat.Row == place.Row))
                && taken.TrueForAll(seat => seat.CompanionOf is null || places.Exists(place => place.Seat == seat.CompanionOf));
        });

    [Theory]
    [InlineData(4, 0)]
    [InlineData(50, 0)]
    [InlineData(50, 3)]
    public void Find_WhenTheHallIsAStadium_IsQuick(int quantity, int everyThirdTaken)
    {
        List<SeatSpot> stadium = [.. Enumerable.Range(0, 32_000).Select(i => new SeatSpot(
            $"S{i / 200}-{i % 200}", "Arena", $"S{i / 200}", i + i / 200, i % 200 * 10, i / 200 * 12, everyThirdTaken == 0 || i % everyThirdTaken != 0, true))];
        SeatWish wish = new(quantity, new PlanPoint(1_000, -100));
        TimeSpan best = TimeSpan.MaxValue;
        for (int run = 0; run < 20; run++)
        {
            long begun = Stopwatch.GetTimestamp();
            BestAvailable.Find(stadium, wish).IsSuccess.ShouldBeTrue();
            best = TimeSpan.FromTicks(Math.Min(best.Ticks, Stopwatch.GetElapsedTime(begun).Ticks));
        }

        best.ShouldBeLessThan(TimeSpan.FromMilliseconds(everyThirdTaken == 0 ? 20 : 80));
    }

    private static string Find(string[] hall, int quantity, bool adjacent = false) => Names(BestAvailable.Find(Draw(hall), new SeatWish(quantity, Stage, MustBeAdjacent: adjacent)));

    private static string Accessible(string[] hall, int quantity, int accessible) => Names(BestAvailable.Find(Draw(hall), new SeatWish(quantity, new PlanPoint(55, -40), accessible)));

    private static string Names(Result<BestSeats> best) => best.IsSuccess ? string.Join(' ', best.Value.Seats) : best.Error.Code;

    /// <summary>Every group of so many wanted seats side by side.</summary>
    private static IEnumerable<IReadOnlyList<string>> Groups(IReadOnlyList<SeatSpot> spots, int size)
    {
        for (int from = 0; from + size <= spots.Count; from++)
        {
            SeatSpot[] group = [.. spots.Skip(from).Take(size)];
            if (Array.TrueForAll(group, spot => spot is { IsFree: true, IsWanted: true }) && group[^1].Place - group[0].Place == size - 1 && group[^1].Row == group[0].Row)
            {
                yield return [.. group.Select(spot => spot.Seat)];
            }
        }
    }

    /// <summary>New single seats beside a group.</summary>
    private static int Singles(IReadOnlyList<SeatSpot> spots, IReadOnlyList<string> group)
    {
        bool IsLeft(int at, int beside) => at >= 0 && at < spots.Count && spots[at].IsFree && !group.Contains(spots[at].Seat)
            && spots[at].Row == spots[beside].Row && Math.Abs(spots[at].Place - spots[beside].Place) == 1;
        return Enumerable.Range(0, spots.Count).Count(at => spots[at].IsFree && !group.Contains(spots[at].Seat) && !IsLeft(at - 1, at) && !IsLeft(at + 1, at)
            && group.Any(seat => Enumerable.Range(at - 1, 3).Any(near => near >= 0 && near < spots.Count && spots[near].Seat == seat && spots[near].Row == spots[at].Row && Math.Abs(spots[near].Place - spots[at].Place) == 1)));
    }

    internal static IReadOnlyList<SeatSpot> Draw(params string[] rows)
    {
        List<SeatSpot> spots = [];
        for (int row = 0; row < rows.Length; row++)
        {
            string label = ((char)('A' + row)).ToString();
            string text = rows[row];
            for (int at = 0; at < text.Length; at++)
            {
                if (text[at] == '|')
                {
                    continue;
                }

                bool hasLeft = at > 0 && text[at - 1] == 'w';
                string? owner = text[at] != 'c' ? null : hasLeft ? $"{label}-{at}" : $"{label}-{at + 2}";
                spots.Add(new SeatSpot($"{label}-{at + 1}", "Stalls", label, at, at * 10, row * 12, text[at] != 'x', text[at] != 'n', text[at] == 'w', owner));
            }
        }

        return spots;
    }
}
