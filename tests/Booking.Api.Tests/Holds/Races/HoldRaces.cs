namespace Booking.Api.Tests.Holds.Races;

using Booking.Testing;

/// <summary>
/// Races for one thing each, a fresh one every round. The tests run them against the system as it is, and the controls against one
/// whose guard is switched off.
/// </summary>
internal sealed class HoldRaces : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly int[] ThreeOfSix = [0, 1, 3];

    private readonly RaceArena _arena;
    private readonly Racers _racers;
    private readonly int _rounds;

    private HoldRaces(RaceArena arena, Racers racers, int rounds) => (_arena, _racers, _rounds) = (arena, racers, rounds);

    public IReadOnlyList<Guid> CustomerIds => _racers.CustomerIds;

    public static async Task<HoldRaces> OpenAsync(BookingApp app, int rounds)
    {
        RaceArena arena = await RaceArena.OpenAsync(app);
        return new HoldRaces(arena, await Racers.EnterAsync(app, arena), rounds);
    }

    public async Task<RaceReport> OneSeatAsync()
    {
        Guid happening = await _arena.SeatedEventAsync(_rounds);
        return await RunAsync(1, (round, _) => Items.Hold(Items.Seat(happening, $"A-{round + 1}")));
    }

    /// <summary>Different ranges that all contain the hour at noon.</summary>
    public async Task<RaceReport> OverlappingHallTimesAsync()
    {
        Guid[] halls = await _arena.HallsAsync(_rounds);
        DateTimeOffset noon = _arena.Start.AddHours(12);
        return await RunAsync(1, (round, i) => Items.Hold(Items.Hall(halls[round], noon - Hour * (i % 8), noon + Hour * (1 + i / 8))));
    }

    /// <summary>One hour for each client, and the next begins when the last ends.</summary>
    public async Task<RaceReport> AdjacentHallTimesAsync()
    {
        Guid[] halls = await _arena.HallsAsync(_rounds);
        return await RunAsync(Racers.Count, (round, i) => Items.Hold(Items.Hall(halls[round], _arena.Start + Hour * i, _arena.Start + Hour * (i + 1))));
    }

    public async Task<RaceReport> OneCarAsync()
    {
        Guid[] cars = await _arena.CarsAsync(_rounds);
        return await RunAsync(1, (round, i) => Items.Hold(Items.Car(cars[round], _arena.Start.AddMinutes(i), _arena.Start.AddHours(4))));
    }

    /// <summary>Every way contains the leg from stop 2 to stop 3.</summary>
    public async Task<RaceReport> OverlappingLegsAsync()
    {
        RaceLine line = await _arena.TripsAsync(_rounds, 1);
        return await RunAsync(1, (round, i) => Items.Hold(Items.Leg(line, line.Trips[round], i % 3, 3 + i / 3 % 3, "1")));
    }

    /// <summary>Five customers share a seat one after the other, from every stop to the next.</summary>
    public async Task<RaceReport> DisjointLegsAsync()
    {
        const int Legs = RaceArena.StopCount - 1;
        RaceLine line = await _arena.TripsAsync(_rounds, Racers.Count / Legs + 1);
        return await RunAsync(Racers.Count, (round, i) => Items.Hold(Items.Leg(line, line.Trips[round], i % Legs, i % Legs + 1, $"{i / Legs + 1}")));
    }

    public async Task<RaceReport> LastTenPlacesAsync()
    {
        RacePool[] pools = await _arena.PoolsAsync(_rounds, capacity: 10);
        return await RunAsync(10, (round, _) => Items.Hold(Items.Places(pools[round])));
    }

    /// <summary>A seat, a hall, a car, a bus seat and places in one hold, in another order for every client.</summary>
    public async Task<RaceReport> MixedHoldsAsync()
    {
        Guid happening = await _arena.SeatedEventAsync(_rounds);
        Guid[] halls = await _arena.HallsAsync(_rounds);
        Guid[] cars = await _arena.CarsAsync(_rounds);
        RaceLine line = await _arena.TripsAsync(_rounds, 1);
        RacePool[] pools = await _arena.PoolsAsync(_rounds, capacity: 3);
        return await RunAsync(1, (round, i) => Items.Hold(Crossed(i,
        [
            Items.Seat(happening, $"A-{round + 1}"),
            Items.Hall(halls[round], _arena.Start, _arena.Start.AddHours(3)),
            Items.Car(cars[round], _arena.Start, _arena.Start.AddHours(3)),
            Items.Leg(line, line.Trips[round], 0, 5, "1"),
            Items.Places(pools[round], 2),
        ])));
    }

    /// <summary>Three of six seats each, in crossed order: A,B,D and D,B,A and B,C,E …; the answers beside what was asked for.</summary>
    public async Task<IReadOnlyList<(string[] Seats, Answer Answer)[]>> CrossedSeatsAsync()
    {
        Guid happening = await _arena.SeatedEventAsync(_rounds * 6);
        List<(string[], Answer)[]> rounds = [];
        for (int round = 0; round < _rounds; round++)
        {
            string[][] asked = [.. Enumerable.Range(0, Racers.Count).Select(i => Crossed(i / 6, [.. ThreeOfSix.Select(step => $"A-{round * 6 + (i + step) % 6 + 1}")]))];
            Answer[] answers = await _racers.HoldAsync([.. asked.Select(seats => Items.Hold(Items.Seat(happening, seats)))]);
            rounds.Add([.. asked.Zip(answers)]);
        }

        return rounds;
    }

    public void Dispose() => _racers.Dispose();

    private async Task<RaceReport> RunAsync(int expected, Func<int, int, byte[]> body)
    {
        List<Answer[]> rounds = [];
        for (int round = 0; round < _rounds; round++)
        {
            rounds.Add(await _racers.HoldAsync([.. Enumerable.Range(0, Racers.Count).Select(i => body(round, i))]));
        }

        return new RaceReport(expected, rounds);
    }

    /// <summary>The parts turned by i places, and turned around for every other i.</summary>
    private static string[] Crossed(int i, string[] parts)
    {
        string[] turned = [.. parts.Select((_, at) => parts[(at + i) % parts.Length])];
        return i % 2 == 0 ? turned : [.. turned.Reverse()];
    }
}
