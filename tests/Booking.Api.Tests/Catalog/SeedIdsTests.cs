namespace Booking.Api.Tests.Catalog;

using Booking.Infrastructure.Persistence.Seeding;
using Shouldly;
using Xunit;

public sealed class SeedIdsTests
{
    [Fact]
    public void Of_WhenAskedOnAnyMachine_IsTheSameUuidVersion7()
    {
        Guid id = SeedIds.Of("demo", "venue", 1);

        id.ShouldBe(Guid.Parse("019b76da-a801-7bf6-9100-a094a8fde8e2"));
        id.Version.ShouldBe(7);
    }

    [Fact]
    public void Of_WhenNumbersRise_RisesToo()
    {
        string[] ids = [.. Enumerable.Range(1, 300).Select(number => SeedIds.Of("demo", "trip", number).ToString())];

        ids.ShouldBeInOrder();
        ids.ShouldBeUnique();
    }
}
