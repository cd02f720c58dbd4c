namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

public sealed class TimeRangeTests
{
    private const int Moments = 12;

    // Few moments, so that touching, equal, empty and reversed ranges are common.
    private static readonly Gen<TimeRange> Ranges =
        from first in Gen.Choose(0, Moments)
        from second in Gen.Choose(0, Moments)
        select Samples.Hours(first, second);

    [Fact]
    public void Overlaps_WhenAdjacent_IsFalse()
    {
        Samples.Hours(0, 1).Overlaps(Samples.Hours(1, 2)).ShouldBeFalse();
        Samples.Hours(1, 2).Overlaps(Samples.Hours(0, 1)).ShouldBeFalse();
    }

    [Fact]
    public void Overlaps_WhenOneMomentIsShared_IsTrue() =>
        Samples.Hours(0, 1).Overlaps(new TimeRange(Samples.Now.AddHours(1).AddTicks(-1), Samples.Now.AddHours(2))).ShouldBeTrue();

    [Fact]
    public void Overlaps_WhenSwapped_AnswersTheSame() => Properties.Hold(Ranges.Two(), pair => pair.Item1.Overlaps(pair.Item2) == pair.Item2.Overlaps(pair.Item1));

    [Fact]
    public void Overlaps_WhenComparedMomentByMoment_Agrees() => Properties.Hold(
        Ranges.Two(), pair => pair.Item1.Overlaps(pair.Item2) == Enumerable.Range(0, Moments).Any(hour => Has(pair.Item1, hour) && Has(pair.Item2, hour)));

    [Fact]
    public void Overlaps_WhenOffsetsDiffer_ComparesInstants()
    {
        TimeRange utc = Samples.Hours(0, 1);
        TimeRange elsewhere = new(utc.To.ToOffset(TimeSpan.FromHours(9)), utc.To.AddHours(1).ToOffset(TimeSpan.FromHours(9)));
        utc.Overlaps(elsewhere).ShouldBeFalse();
    }

    [Fact]
    public void Contains_WhenComparedMomentByMoment_Agrees() => Properties.Hold(
        Ranges.Where(range => !range.IsEmpty).Two(),
        pair => pair.Item1.Contains(pair.Item2) == Enumerable.Range(0, Moments).All(hour => !Has(pair.Item2, hour) || Has(pair.Item1, hour)));

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, true)]
    [InlineData(0, 1, false)]
    public void IsEmpty_WhenEndIsNotAfterStart_IsTrue(int from, int to, bool empty) => Samples.Hours(from, to).IsEmpty.ShouldBe(empty);

    [Fact]
    public void With_WhenBuffersAreGiven_WidensBothEnds() =>
        Samples.Hours(1, 2).With(TimeSpan.FromHours(1), TimeSpan.FromHours(2)).ShouldBe(Samples.Hours(0, 4));

    private static bool Has(TimeRange range, int hour) => range.From <= Samples.Now.AddHours(hour) && Samples.Now.AddHours(hour) < range.To;
}
