namespace Booking.Api.Tests.Events;

using Booking.Api.Tests.Holds.Races;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Many buy places while what is for sale is changed. <see cref="TicketRaceControlTests"/> shows that these tests can fail.</summary>
[Collection(BookingCollection.Name)]
public sealed class TicketRaceTests(BookingApp app)
{
    [Fact]
    public async Task EditTicketType_WhenItShrinksWhilePlacesAreBought_NeverTakesWhatIsSold()
    {
        using TicketRaces races = await TicketRaces.OpenAsync(app);
        for (int round = 0; round < 10; round++)
        {
            ShrinkRace race = await races.ShrinkAsync();

            race.Change.Flaw.ShouldBeNull();
            race.Bought.Select(answer => answer.Flaw).OfType<string>().ShouldBeEmpty();
            race.Taken.ShouldBe(race.Won);
            race.Lost.ShouldBe(0);
            if (race.Change.Status == 200)
            {
                race.Capacity.ShouldBe(TicketRaces.Shrunk);
                race.Won.ShouldBe(TicketRaces.Shrunk);
                race.Bought.Where(answer => !answer.IsWon).ShouldAllBe(answer => answer.Code == "sold_out");
            }
            else
            {
                race.Change.Code.ShouldBe("capacity_below_sold");
                race.Change.Json.GetProperty("taken").GetInt32().ShouldBeInRange(TicketRaces.Shrunk + 1, TicketRaces.Buyers);
                race.Capacity.ShouldBe(Racers.Count);
                race.Won.ShouldBe(TicketRaces.Buyers);
            }
        }

        (await ClaimLedger.FaultsAsync(app, races.CustomerIds)).ShouldBeEmpty();
    }

    [Fact]
    public async Task PlaceHold_WhenAllWantTheFirstPrice_ItsPlacesAreSoldOnceAndEveryPriceIsKept()
    {
        using TicketRaces races = await TicketRaces.OpenAsync(app);
        for (int round = 0; round < 5; round++)
        {
            TierSale[] sales = await races.TiersAsync();

            string tally = string.Join(", ", sales.GroupBy(sale => $"{sale.Held}, {sale.Booked}, {sale.Paying}").Select(group => $"{group.Count()} × {group.Key}"));
            sales.ShouldAllBe(sale => sale.Held.IsWon && sale.Booked!.IsWon && sale.Paying!.IsWon, tally);
            sales.Count(sale => sale.IsEarly).ShouldBe(TicketRaces.EarlyPlaces, tally);
            sales.Where(sale => sale.IsEarly).ShouldAllBe(sale => sale.Told == TicketRaces.EarlyPrice || sale.Told == TicketRaces.RaisedPrice);
            sales.Where(sale => !sale.IsEarly).ShouldAllBe(sale => sale.Told == TicketRaces.RegularPrice);
            sales.ShouldAllBe(sale => sale.Charged == sale.Told && sale.Paid == sale.Told);
        }

        (await ClaimLedger.FaultsAsync(app, races.CustomerIds)).ShouldBeEmpty();
    }
}
