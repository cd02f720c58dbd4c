namespace Booking.Api.Tests.Holds.Races;

using Shouldly;

/// <summary>What came of all rounds of a race.</summary>
/// <param name="Expected">How many may win each round.</param>
/// <param name="Rounds">Per round the answers in the order of the clients.</param>
internal sealed record RaceReport(int Expected, IReadOnlyList<Answer[]> Rounds)
{
    /// <summary>Winners beyond those there may be, over all rounds.</summary>
    public int Oversold => Rounds.Sum(round => Math.Max(0, round.Count(answer => answer.IsWon) - Expected));

    /// <summary>Exactly the right number of winners in every round, and a clean 409 with one of the codes for everybody else.</summary>
    public void ShouldBeFair(params string[] codes)
    {
        ShouldBeClean(codes);
        Rounds.Select(round => round.Count(answer => answer.IsWon)).ShouldAllBe(winners => winners == Expected, Tally());
    }

    public void ShouldBeClean(params string[] codes)
    {
        Answer[] all = [.. Rounds.SelectMany(round => round)];
        all.Select(answer => answer.Flaw).OfType<string>().Take(3).ShouldBeEmpty(Tally());
        all.Where(answer => !answer.IsWon && !(answer.Status == 409 && codes.Contains(answer.Code))).Take(3).ShouldBeEmpty(Tally());
    }

    private string Tally() => string.Join(", ", Rounds.SelectMany(round => round).GroupBy(answer => answer.ToString()).Select(group => $"{group.Count()} × {group.Key}"));
}
