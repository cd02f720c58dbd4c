namespace Booking.Api.Tests.Events;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>An evening from the first draft to its end.</summary>
[Collection(BookingCollection.Name)]
public sealed class EventsStoryTests(BookingApp app)
{
    [Fact]
    public async Task Story_OfAnEveningThatIsPostponedAndCalledOff()
    {
        Shop shop = await Shop.OpenAsync(app);

        // The organiser drafts it: one room, two prices for adults one after the other, children, and friends of the band.
        string id = await shop.Provider.DraftAsync(EventDesk.Draft("Quarterly Saxophone Marathon"));
        string room = await shop.Provider.AddPoolAsync(id, "The room", 50);
        string early = await shop.Provider.AddTypeAsync(id, EventDesk.Type("Early", 2_900, 2).With("poolIds", Shop.Names([room])));
        string regular = await shop.Provider.AddTypeAsync(id, EventDesk.Type("Regular", 3_900, 40).With("poolIds", Shop.Names([room])).With("after", early));
        string child = await shop.Provider.AddTypeAsync(id, EventDesk.Type("Child", 900, 20).With("poolIds", Shop.Names([room])));
        await shop.Provider.AddTypeAsync(id, EventDesk.Type("Friends", 100, 5).With("poolIds", Shop.Names([room])).With("hidden", true));
        using (HttpResponseMessage code = await shop.Provider.PostAsync($"api/v1/events/{id}/access-codes", new JsonObject { ["code"] = "SAXOPHONE", ["maxUses"] = 5 }))
        {
            await code.ShouldAnswerAsync(HttpStatusCode.Created);
        }

        (await shop.Guest.ReadAsync("api/v1/events?q=saxophone"))["items"]!.AsArray().ShouldBeEmpty();
        using (HttpResponseMessage published = await shop.Provider.PostAsync($"api/v1/events/{id}/publish", content: null))
        {
            await published.ShouldAnswerAsync(HttpStatusCode.OK);
        }

        // A customer finds it by what she typed in haste, and by facets.
        JsonNode found = (await shop.Guest.ReadAsync("api/v1/events?q=saxofone%20maraton"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        found.Text("id").ShouldBe(id);
        ((long)found["priceFrom"]!["amount"]!).ShouldBe(900);
        JsonObject facets = await shop.Guest.ReadAsync("api/v1/events/facets?q=saxophone&city=Potsdam");
        facets["categories"]!.AsArray().ShouldHaveSingleItem()!.Text("value").ShouldBe("concert");
        ((long)facets["availability"]!["available"]!).ShouldBe(1);

        // Two of the first price and a child's ticket, all out of the room.
        JsonObject booking = await shop.BuyAsync(shop.Customer, EventDesk.Tickets(early, 2), EventDesk.Tickets(child, 1));
        booking.Text("status").ShouldBe("confirmed");
        booking["price"]!.Amount().ShouldBe(6_700);
        JsonObject after = await shop.Guest.ReadAsync($"api/v1/events/{id}");
        ((int)after.TypeNamed("Early")["available"]!).ShouldBe(0);
        after.TypeNamed("Regular")["availableActions"]!.AsArray().Count.ShouldBe(1);
        await shop.HoldAsync(shop.Stranger, EventDesk.Tickets(regular, 1));

        // It moves, and whoever has a ticket is told; then it is called off.
        using (HttpResponseMessage moved = await shop.Provider.PostAsync($"api/v1/events/{id}/postpone", new JsonObject { ["startsAt"] = Shop.Local(45, 20), ["endsAt"] = Shop.Local(45, 23) }))
        {
            (await moved.ShouldAnswerAsync(HttpStatusCode.OK)).Text("status").ShouldBe("published");
        }

        using (HttpResponseMessage cancelled = await shop.Provider.PostAsync($"api/v1/events/{id}/cancel", new JsonObject { ["note"] = "The saxophones are on strike." }))
        {
            await cancelled.ShouldAnswerAsync(HttpStatusCode.OK);
        }

        (await shop.MessagesAsync("offering.disrupted", id)).ShouldBe(2);
        (await shop.Guest.ReadAsync("api/v1/events?q=saxophone"))["items"]!.AsArray().ShouldBeEmpty();
        (await shop.Provider.ReadAsync("api/v1/events?q=saxophone&managed=true"))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("status").ShouldBe("cancelled");
    }
}
