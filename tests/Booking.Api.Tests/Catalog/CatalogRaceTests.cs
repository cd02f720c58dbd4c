namespace Booking.Api.Tests.Catalog;

using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>64 customers at once; <see cref="CatalogRaceControlTests"/> shows that these tests can fail.</summary>
[Collection(BookingCollection.Name)]
public sealed class CatalogRaceTests(BookingApp app)
{
    private const int Rounds = 10;

    [Fact]
    public async Task PlaceHold_WhenAllWantAnyOfThreeProviders_ThreeWin() => (await new CatalogRaces(app).AnyProviderAsync(Rounds)).ShouldBeFair("inventory_conflict");

    [Fact]
    public async Task PlaceHold_WhenAClassHasTenPlaces_TenWin() => (await new CatalogRaces(app).ClassPlacesAsync(Rounds)).ShouldBeFair("sold_out");

    [Fact]
    public async Task AdjustStock_WhilePiecesAreBought_NeverTakesWhatIsHeld()
    {
        StockRace race = await new CatalogRaces(app).StockAsync();

        race.Bought.Select(answer => answer.Flaw).OfType<string>().ShouldBeEmpty();
        race.Capacity.ShouldBe(CatalogRaces.Stock - race.WrittenOff);
        (race.Sold + race.WrittenOff).ShouldBe(CatalogRaces.Stock);
    }
}
