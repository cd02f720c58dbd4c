namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using Shouldly;
using Xunit;

public sealed class TimeRangesTests
{
    [Theory]
    [InlineData("1-3 2-5 5-6 8-9 4-4", "1-6 8-9")]
    [InlineData("8-9 1-2", "1-2 8-9")]
    [InlineData("1-9 2-3", "1-9")]
    [InlineData("", "")]
    public void Joined_WhenRangesMeetOrOverlap_AreOne(string ranges, string joined) => Text(Ranges(ranges).Joined()).ShouldBe(joined);

    [Theory]
    [InlineData("1-9", "3-4 6-7", "1-3 4-6 7-9")]
    [InlineData("1-9", "0-2 8-12", "2-8")]
    [InlineData("1-3 5-9", "2-6", "1-2 6-9")]
    [InlineData("1-9", "2-6 3-4 5-7", "1-2 7-9")]
    [InlineData("1-9", "0-10", "")]
    [InlineData("1-9", "9-10 4-4", "1-9")]
    [InlineData("1-4 3-9", "", "1-9")]
    public void Without_WhenOthersLieInside_LeavesWhatIsOutside(string ranges, string others, string left) => Text(Ranges(ranges).Without(Ranges(others))).ShouldBe(left);

    [Fact]
    public void Within_WhenRangesReachOut_CutsThem() => Text(Ranges("0-2 3-4 5-9 10-11").Within(Samples.Hours(1, 8))).ShouldBe("1-2 3-4 5-8");

    private static IEnumerable<TimeRange> Ranges(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(range => range.Split('-')).Select(ends => Samples.Hours(int.Parse(ends[0], null), int.Parse(ends[1], null)));

    private static string Text(IEnumerable<TimeRange> ranges) => string.Join(' ', ranges.Select(range => $"{(range.From - Samples.Now).TotalHours}-{(range.To - Samples.Now).TotalHours}"));
}
