namespace Booking.Domain.Tests.Bookings;

using System.Buffers;
using Booking.Domain.Bookings;
using Shouldly;
using Xunit;

public sealed class BookingNumberTests
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const long Space = 729_000_000;
    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    [Fact]
    public void From_WhenAMillionAreMade_AllDifferAndHaveTheForm()
    {
        HashSet<string> seen = new(1_000_000);
        for (long sequence = 0; sequence < 1_000_000; sequence++)
        {
            string number = BookingNumber.From(sequence);
            if (!seen.Add(number) || !number.StartsWith("BK-", StringComparison.Ordinal) || number.Length != 9 || number.AsSpan(3).ContainsAnyExcept(Characters))
            {
                Assert.Fail($"{sequence}: {number}");
            }
        }
    }

    [Fact]
    public void From_WhenSequencesFollow_NumbersLookUnrelated()
    {
        string[] numbers = [.. Enumerable.Range(0, 10_000).Select(sequence => BookingNumber.From(sequence)[3..])];
        int ascending = numbers.Zip(numbers.Skip(1)).Count(pair => string.CompareOrdinal(pair.First, pair.Second) < 0);
        int sameStart = numbers.Zip(numbers.Skip(1)).Count(pair => pair.First[..2] == pair.Second[..2]);

        ascending.ShouldBeInRange(2_500, 7_500);
        sameStart.ShouldBe(0);
        numbers.Select(number => number[0]).Distinct().Count().ShouldBe(Alphabet.Length);
    }

    [Fact]
    public void From_WhenTheSpaceIsUsedUp_GrowsByOneCharacterAndStaysDistinct()
    {
        BookingNumber.From(Space - 1).Length.ShouldBe(9);
        BookingNumber.From(Space).Length.ShouldBe(10);
        BookingNumber.From(Space * 30).Length.ShouldBe(11);
        BookingNumber.From(long.MaxValue).ShouldNotBeNullOrWhiteSpace();
        new[] { 0, Space, Space * 2, Space * 29, Space * 30, Space * 31 }.Select(BookingNumber.From).ShouldBeUnique();
    }

    // A multiplier that shares a factor with 30^6 = (2·3·5)^6 would send these to the same number as 0.
    [Theory]
    [InlineData(Space / 2)]
    [InlineData(Space / 3)]
    [InlineData(Space / 5)]
    public void From_WhenAFactorOfTheSpaceApart_Differs(long sequence) => BookingNumber.From(sequence).ShouldNotBe(BookingNumber.From(0));

    [Fact]
    public void From_WhenNegative_Throws() => Should.Throw<ArgumentOutOfRangeException>(() => BookingNumber.From(-1));
}
