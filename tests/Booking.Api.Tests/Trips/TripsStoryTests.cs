namespace Booking.Api.Tests.Trips;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>A provider sets a bus line up, customers ride parts of it, and then things change.</summary>
[Collection(BookingCollection.Name)]
public sealed class TripsStoryTests(BookingApp app)
{
    [Fact]
    public async Task Trips_FromTheOperatorToTheBoardingList_AreOneStory()
    {
        Shop shop = await Shop.OpenAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);

        // The provider sets the line up.
        DeskLine line = await desk.LineAsync(
            new() { ["requiresDocuments"] = true, ["email"] = "hello@lines.example" },
            new() { ["passengerTypes"] = new JsonArray(new JsonObject { ["type"] = "adult", ["percent"] = 100 }, new JsonObject { ["type"] = "child", ["percent"] = 50 }), ["saleClosesMinutes"] = 10 });
        JsonObject schedule = await desk.CreateAsync("schedules", new()
        {
            ["name"] = "Mornings",
            ["routeId"] = line.Route,
            ["busId"] = line.Bus,
            ["departsAt"] = "08:00:00",
            ["validFrom"] = TripDesk.Day(0),
            ["horizonDays"] = 20,
        });
        await desk.DoAsync($"schedules/{schedule.Text("id")}/trips");

        // A customer looks for a ride between two stops in the middle, without accents and case.
        JsonObject found = await shop.Guest.ReadAsync($"api/v1/trips?origin=bravo%20{line.Code.ToLowerInvariant()}&destination=DELTA%20{line.Code}&date={TripDesk.Day(7)}&passengers=2");
        JsonObject trip = found["items"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        string tripId = trip.Text("id");
        (trip["price"]!["amount"]!.GetValue<long>(), trip["seatsAvailable"]!.GetValue<int>()).ShouldBe((2_000, 16));
        trip["fromStop"]!.Text("name").ShouldBe($"Bravo {line.Code} ZOB");
        (await shop.Guest.ReadAsync($"api/v1/trips/{tripId}")).Text("requires").ShouldBe("documents");

        // Two seats side by side, chosen by the system, for an adult and a child.
        JsonObject hold = await shop.HoldAsync(shop.Customer, line.Count(tripId, 1, 3, 2).With("passengerTypes", Shop.Names(["adult", "child"])));
        JsonObject item = hold["items"]![0]!.AsObject();
        item["seats"]!.AsArray().Select(seat => (string)seat!).ShouldBe(["1A", "1B"]);
        hold["price"]!.Amount().ShouldBe(2_000 + 1_000);

        // Without their documents they are not let in, and the answer says who is missing.
        JsonObject booking = Shop.BookingOf(hold.Text("id")).With("passengers", new JsonArray(Passenger("1A", "Ada Ångström", "adult", "C01X00T47")));
        using (HttpResponseMessage refused = await shop.Customer.PostAsync("api/v1/bookings", booking))
        {
            JsonObject problem = await refused.ShouldRefuseAsync(422, "rule_violated", "/passengers");
            problem["errors"]!["/passengers"]!.AsArray().Select(text => (string)text!).ShouldBe(["Item 0, seat 1B: the passenger's name is needed."]);
        }

        booking["passengers"]!.AsArray().Add(Passenger("1B", "=cmd|'/c calc'!A1", "child", "P55512345"));
        using HttpResponseMessage made = await shop.Customer.PostAsync("api/v1/bookings", booking);
        JsonObject booked = await made.ShouldAnswerAsync(HttpStatusCode.Created);
        await shop.PlayAsync((await shop.OpenPaymentAsync(shop.Customer, booked.Text("id"))).Text("id"), "succeed");
        JsonObject read = await shop.Customer.ReadAsync($"api/v1/bookings/{booked.Text("id")}");
        read.Text("status").ShouldBe("confirmed");
        read["passengers"]![0]!["document"]!.Text("number").ShouldBe("******T47");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE tenant_id = {shop.TenantId} AND data::text LIKE '%C01X00T47%'")).ShouldBe(0);

        // The same seat is sold again on a disjoint leg, and not on an overlapping one.
        JsonObject second = await shop.HoldAsync(shop.Stranger, line.Seats(tripId, 0, 1, "1A"));
        JsonObject secondBooking = Shop.BookingOf(second.Text("id")).With("passengers", new JsonArray(Passenger("1A", "Bo Other", null, "X9876543")));
        using (HttpResponseMessage response = await shop.Stranger.PostAsync("api/v1/bookings", secondBooking))
        {
            JsonObject other = await response.ShouldAnswerAsync(HttpStatusCode.Created);
            await shop.PlayAsync((await shop.OpenPaymentAsync(shop.Stranger, other.Text("id"))).Text("id"), "succeed");
        }

        using (HttpResponseMessage response = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(line.Seats(tripId, 2, 3, "1A"))))
        {
            (await response.ShouldRefuseAsync(409, "inventory_conflict"))["alternatives"]!.AsArray().ShouldNotBeEmpty();
        }

        // What is sold stands against changes that would take it away; a new name does not.
        await TakesNothingAwayAsync(desk, line, tripId);

        // The crew sees who gets on where, with documents; nobody else does.
        JsonObject list = await desk.Manager.ReadAsync($"api/v1/trips/{tripId}/boarding-list");
        JsonArray stops = list["stops"]!.AsArray();
        stops.Select(stop => (stop!["gettingOn"]!.AsArray().Count, stop["gettingOff"]!.AsArray().Count, (int)stop["onBoard"]!)).ShouldBe([(1, 0, 1), (2, 1, 2), (0, 0, 2), (0, 2, 0)]);
        stops[1]!["gettingOn"]![0]!["document"]!.Text("number").ShouldBe("C01X00T47");
        stops[1]!["gettingOn"]![0]!.Text("bookingNumber").ShouldBe(booked.Text("number"));
        string csv = await desk.Manager.GetStringAsync(new Uri($"api/v1/trips/{tripId}/boarding-list.csv", UriKind.Relative));
        csv.ShouldContain("\"'=cmd|'/c calc'!A1\"");
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(4);
        using (HttpResponseMessage refused = await shop.Customer.GetAsync(new Uri($"api/v1/trips/{tripId}/boarding-list", UriKind.Relative)))
        {
            await refused.ShouldRefuseAsync(403, "forbidden");
        }

        using HttpClient driver = TripDesk.Driver(shop);
        using (HttpResponseMessage refused = await driver.GetAsync(new Uri($"api/v1/trips/{tripId}/boarding-list", UriKind.Relative)))
        {
            await refused.ShouldRefuseAsync(403, "not_the_owner");
        }

        await desk.EditAsync($"trips/{tripId}", new() { ["driverId"] = Shop.Id("user", 3) });
        await driver.ReadAsync($"api/v1/trips/{tripId}/boarding-list");

        // A short delay is told to nobody, a long one opens cases, and a bus that does not run does too.
        await desk.DoAsync($"trips/{tripId}/delay", new() { ["minutes"] = 10, ["reason"] = "Traffic" }, driver);
        (await shop.MessagesAsync("offering.disrupted", tripId)).ShouldBe(0);
        JsonObject late = await desk.DoAsync($"trips/{tripId}/delay", new() { ["minutes"] = 20, ["reason"] = "Traffic" });
        (await shop.MessagesAsync("offering.disrupted", tripId)).ShouldBe(1);
        ((int)late["delayMinutes"]!).ShouldBe(30);
        late["stops"]![1]!.Time("departsAt").ShouldBe(trip.Time("departsAt").AddMinutes(30));
        JsonObject held = await shop.HoldAsync(shop.Stranger, line.Seats(tripId, 0, 3, "4D"));
        (await desk.DoAsync($"trips/{tripId}/cancel", new() { ["reason"] = "Engine" })).Text("status").ShouldBe("cancelled");
        (await shop.MessagesAsync("offering.disrupted", tripId)).ShouldBe(2);
        (await shop.Stranger.ReadAsync($"api/v1/holds/{held.Text("id")}")).Text("status").ShouldBe("released");
        using (HttpResponseMessage refused = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(line.Seats(tripId, 0, 3, "4D"))))
        {
            (await refused.ShouldRefuseAsync(422, "rule_violated", "/items/0/tripId")).Text("reason").ShouldBe("not_on_sale");
        }

        (await shop.Guest.ReadAsync($"api/v1/trips?origin=Alpha%20{line.Code}&destination=Delta%20{line.Code}&date={TripDesk.Day(7)}"))["items"]!.AsArray().ShouldBeEmpty();
    }

    private static async Task TakesNothingAwayAsync(TripDesk desk, DeskLine line, string tripId)
    {
        string footprint = await desk.Shop.FootprintAsync();
        JsonObject route = await desk.Manager.ReadAsync($"api/v1/routes/{line.Route}");
        JsonArray stops = [.. route["stops"]!.AsArray().Select(stop => TripDesk.StopBody(
            stop!.Text("city"), (int)stop!["arrivesAfterMinutes"]!, (int)stop["departsAfterMinutes"]!, stop.Text("id")))];
        JsonArray without = stops.DeepClone().AsArray();
        without.RemoveAt(1);
        using (HttpResponseMessage refused = await desk.ChangeAsync(HttpMethod.Put, $"routes/{line.Route}/stops", new() { ["stops"] = without }, read: $"routes/{line.Route}"))
        {
            JsonObject problem = await refused.ShouldRefuseAsync(409, "stop_in_use");
            (problem["stops"]![0]!.GetValue<string>(), (int)problem["bookings"]!).ShouldBe((line.Stops[1], 2));
        }

        using (HttpResponseMessage refused = await desk.ChangeAsync(HttpMethod.Patch, $"buses/{line.Bus}", Blocks(1, 4, "AB CD", "premium")))
        {
            (await refused.ShouldRefuseAsync(409, "seats_taken"))["seats"]!.AsArray().Select(seat => (string)seat!).ShouldBe(["1A", "1B"]);
        }

        using (HttpResponseMessage refused = await desk.ChangeAsync(HttpMethod.Patch, $"buses/{line.Bus}", Blocks(2, 4, "AB CD", "standard")))
        {
            await refused.ShouldRefuseAsync(409, "seats_taken");
        }

        (await desk.Shop.FootprintAsync()).ShouldBe(footprint);

        // A stop more in between, and another name: the sold trip keeps its own times, unsold ones follow.
        stops[1]!["name"] = "New Bravo";
        stops.Insert(2, TripDesk.StopBody($"Between {line.Code}", 80, 85));
        await desk.PutAsync($"routes/{line.Route}/stops", new() { ["stops"] = stops }, $"routes/{line.Route}");
        JsonObject sold = await desk.Manager.ReadAsync($"api/v1/trips/{tripId}");
        sold["stops"]!.AsArray().Count.ShouldBe(4);
        sold["stops"]![1]!.Text("name").ShouldBe("New Bravo");
        JsonObject others = await desk.Shop.Guest.ReadAsync($"api/v1/trips?origin=Between%20{line.Code}&destination=Delta%20{line.Code}");
        others["items"]!.AsArray().ShouldBeEmpty("nothing is sold from a stop without fares");
        JsonObject rides = await desk.Shop.Guest.ReadAsync($"api/v1/trips?origin=Alpha%20{line.Code}&destination=Charlie%20{line.Code}&date={TripDesk.Day(8)}");
        rides["items"]!.AsArray().ShouldHaveSingleItem()!["toStop"]!["sequence"]!.GetValue<int>().ShouldBe(3);
        await desk.EditAsync($"buses/{line.Bus}", Blocks(1, 6, "AB CD", "standard"));
    }

    private static JsonObject Blocks(int firstRow, int rows, string letters, string seatClass) =>
        new() { ["blocks"] = new JsonArray(new JsonObject { ["deck"] = 1, ["firstRow"] = firstRow, ["rows"] = rows, ["letters"] = letters, ["class"] = seatClass }) };

    private static JsonObject Passenger(string seat, string name, string? type, string document) => new()
    {
        ["item"] = 0,
        ["seat"] = seat,
        ["name"] = name,
        ["type"] = type,
        ["document"] = new JsonObject { ["type"] = "passport", ["number"] = document, ["country"] = "DE", ["expires"] = "2099-01-01" },
    };
}
