namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using Shouldly;
using Xunit;

public sealed class CancellationPolicyTests
{
    private static readonly DateTimeOffset Start = Samples.Now;

    public static TheoryData<string, string> Broken => new()
    {
        { "48:101", "/policy/tiers/0/refundPercent" },
        { "48:-1", "/policy/tiers/0/refundPercent" },
        { "-1:50", "/policy/tiers/0/hoursBefore" },
        { "8785:50", "/policy/tiers/0/hoursBefore" },
        { "24:100 48:50", "/policy/tiers/1/hoursBefore" },
        { "24:100 24:50", "/policy/tiers/1/hoursBefore" },
        { "48:50 24:60", "/policy/tiers/1/refundPercent" },
        { "11:9 10:9 9:9 8:9 7:9 6:9 5:9 4:9 3:9 2:9 1:9", "/policy/tiers" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Check_WhenARuleIsBroken_PointsAtIt(string tiers, string pointer)
    {
        Error? error = Policy(tiers).Check("/policy").Error;
        error.ShouldNotBeNull().Code.ShouldBe("rule_violated");
        error.Fields.Keys.ShouldBe([pointer]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0:0")]
    [InlineData("8784:100 24:100 0:0")]
    [InlineData("10:9 9:9 8:9 7:9 6:9 5:9 4:9 3:9 2:9 1:9")]
    public void Check_WhenTiersAreInOrder_Passes(string tiers) => Policy(tiers).Check("/policy").IsSuccess.ShouldBeTrue();

    [Fact]
    public void Check_WhenATierIsNull_PointsAtIt() => new CancellationPolicy([null!]).Check("").Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/tiers/0"]);

    [Fact]
    public void Check_WhenTheFeeIsNegative_PointsAtIt() =>
        (Policy("1:1") with { ChangeFee = -1 }).Check("").Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/changeFee"]);

    [Theory]
    [InlineData(-49, 0, 100)]
    [InlineData(-48, 0, 100)]
    [InlineData(-48, 1, 50)]
    [InlineData(-24, 0, 50)]
    [InlineData(-24, 1, 0)]
    [InlineData(1, 0, 0)]
    public void RefundPercentAt_WhenATierEnds_StillCountsToTheTick(int hours, int ticks, int percent) =>
        CancellationPolicy.Default.RefundPercentAt(Start, Start.AddHours(hours).AddTicks(ticks)).ShouldBe(percent);

    [Theory]
    [InlineData(0, 0, 30)]
    [InlineData(0, 1, 0)]
    public void RefundPercentAt_WhenTheLastTierEndsAtTheStart_PaysUntilThen(int hours, int ticks, int percent) =>
        Policy("1:100 0:30").RefundPercentAt(Start, Start.AddHours(hours).AddTicks(ticks)).ShouldBe(percent);

    /// <summary>Hours are elapsed hours: a change of the clocks in between neither gives nor takes one.</summary>
    [Theory]
    [InlineData("2027-03-28T12:00:00+02:00", "2027-03-27T11:00:00+01:00", 100)]
    [InlineData("2027-03-28T12:00:00+02:00", "2027-03-27T11:00:01+01:00", 0)]
    [InlineData("2027-11-07T12:00:00-05:00", "2027-11-06T13:00:00-04:00", 100)]
    [InlineData("2027-11-07T12:00:00-05:00", "2027-11-06T13:00:01-04:00", 0)]
    [InlineData("2027-10-03T12:00:00+11:00", "2027-10-02T11:30:00+10:30", 100)]
    [InlineData("2027-10-03T12:00:00+11:00", "2027-10-02T11:30:01+10:30", 0)]
    public void RefundPercentAt_WhenTheClocksChange_CountsElapsedHours(string start, string now, int percent) =>
        Policy("24:100").RefundPercentAt(Samples.Utc(start), Samples.Utc(now)).ShouldBe(percent);

    [Fact]
    public void RefundPercentAt_WithoutAStart_IsTheFirstTiers()
    {
        CancellationPolicy.Default.RefundPercentAt(null, Start).ShouldBe(100);
        Policy("").RefundPercentAt(null, Start).ShouldBe(0);
    }

    [Theory]
    [InlineData("48:100 24:50", "48:100 24:50", "48:100 24:50")]
    [InlineData("48:100 24:50", "72:80", "72:80")]
    [InlineData("48:100 24:50", "72:80 12:20", "72:80 24:20")]
    [InlineData("48:100", "24:100", "48:100")]
    [InlineData("48:100", "", "")]
    [InlineData("48:100 24:50 0:10", "36:60", "48:60 36:50")]
    public void Strictest_OfTwoPolicies_IsWhatBothGrant(string one, string other, string expected)
    {
        CancellationPolicy both = CancellationPolicy.Strictest([Policy(one), Policy(other)]);
        string.Join(' ', both.Tiers.Select(tier => $"{tier.HoursBefore}:{tier.RefundPercent}")).ShouldBe(expected);
        for (int hours = 0; hours <= 100; hours++)
        {
            DateTimeOffset now = Start.AddHours(-hours);
            both.RefundPercentAt(Start, now).ShouldBe(Math.Min(Policy(one).RefundPercentAt(Start, now), Policy(other).RefundPercentAt(Start, now)), $"{hours} hours before");
        }
    }

    private static CancellationPolicy Policy(string tiers) => new([.. tiers
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(tier => tier.Split(':'))
        .Select(tier => new CancellationTier(int.Parse(tier[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(tier[1], System.Globalization.CultureInfo.InvariantCulture)))]);
}
