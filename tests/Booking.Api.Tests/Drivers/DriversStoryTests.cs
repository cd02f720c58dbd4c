namespace Booking.Api.Tests.Drivers;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Bookings;
using Booking.Api.Tests.Cars;
using Booking.Api.Tests.Http;
using Booking.Api.Tests.Tickets;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>A paid car with a driver finds one: drivers are asked one after the other, until one takes the ride, or an admin has to.</summary>
[Collection(BookingCollection.Name)]
public sealed class DriversStoryTests(BookingApp app)
{
    [Fact]
    public async Task Story_FromAPaidBookingToTheDriverAndBack()
    {
        Rides rides = await Rides.OpenAsync(app);
        Shop shop = rides.Shop;
        string booking = await rides.BuyAsync();

        // The best driver is asked, and nobody else can answer.
        JsonNode ride = await rides.OfferedAsync(booking);
        string first = Rides.AssignmentOf(ride);
        HttpClient asked = await rides.DriverOfAsync(ride);
        JsonObject offer = (await asked.ReadAsync("api/v1/drivers/me/assignments?status=offered"))["items"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        offer.Text("id").ShouldBe(first);
        offer["customer"].ShouldBeNull();
        offer["actions"]!.AsArray().Select(action => (string?)action).ShouldBe(["accept", "decline"]);
        (offer.Time("expiresAt") - offer.Time("offeredAt")).ShouldBe(TimeSpan.FromMinutes(30));
        (await rides.TimesTakenAsync()).ShouldBe(1);
        (await BookingRideAsync(shop, booking)).Text("status").ShouldBe("waiting");

        // One says no, the next one says nothing, the third one takes it: once, however often it is asked for.
        (await rides.MoveAsync(ride, "decline", "Garage.")).Text("status").ShouldBe("declined");
        ride = await rides.OfferedAsync(booking, first);
        string second = Rides.AssignmentOf(ride);
        await rides.SilenceAsync(ride);
        using HttpResponseMessage late = await Rides.SendAsync(await rides.DriverOfAsync(ride), second, "accept");
        ((int)late.StatusCode).ShouldBeOneOf(409, 410);
        ride = await rides.OfferedAsync(booking, second);
        HttpClient driver = await rides.DriverOfAsync(ride);
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Rides.SendAsync(driver, Rides.AssignmentOf(ride), "accept")));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        foreach (HttpResponseMessage answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
        {
            await answer.ShouldRefuseAsync(409, "illegal_transition");
        }

        JsonObject taken = await driver.ReadAsync($"api/v1/assignments/{Rides.AssignmentOf(ride)}");
        taken["customer"]!.Text("phone").ShouldBe("+4930123456");
        JsonNode seen = await BookingRideAsync(shop, booking);
        (seen.Text("status"), seen.Text("driverName")).ShouldBe(("assigned", ride["driver"]!.Text("name")));
        seen["location"].ShouldBeNull();
        (await rides.TimesTakenAsync()).ShouldBe(1);

        // At the car's door the ticket is for who drives, and too early; whoever else was asked has nothing to do with it.
        JsonObject ticket = (await shop.Customer.TicketsAsync(new JsonObject { ["id"] = booking }, "valid"))[0];
        (await driver.ScanAsync(ticket, "car")).Told().ShouldBe("refused too_early");
        (await asked.ScanAsync(ticket, "car")).Told().ShouldBe("refused wrong_offering");

        // Why this driver: who was asked, what came of it, how they compared.
        JsonObject why = await shop.Admin.ReadAsync($"api/v1/admin/rides/{ride.Text("id")}/explain");
        JsonArray attempts = why["attempts"]!.AsArray();
        attempts.Select(attempt => attempt!.Text("status")).ShouldBe(["declined", "expired", "accepted"]);
        attempts[0]!.Text("reason").ShouldBe("Garage.");
        JsonArray considered = attempts[2]!["considered"]!.AsArray();
        considered[0]!.Text("driverId").ShouldBe(ride["driver"]!.Text("driverId"));
        ((double)considered[0]!["score"]!["total"]!).ShouldBeInRange(0.5, 1);
        considered.Count(other => other!["reasons"]!.AsArray().Any(reason => (string?)reason == "asked")).ShouldBe(2);

        // The customer wants another day: the driver's time is free at once, and the same driver is asked first.
        JsonObject quote = await CancellationTests.QuoteAsync(
            shop.Customer, $"api/v1/bookings/{booking}/changes", new JsonObject { ["items"] = new JsonArray(new JsonObject { ["item"] = 0, ["to"] = shop.CarItem(21, 8, 3).With("withDriver", true) }) }.ToJsonString());
        await CancellationTests.ConfirmAsync(shop.Customer, $"api/v1/bookings/{booking}/changes", quote);
        (await driver.ReadAsync($"api/v1/assignments/{Rides.AssignmentOf(ride)}")).Text("reason").ShouldBe("booking_changed");
        JsonNode moved = await rides.OfferedAsync(booking, Rides.AssignmentOf(ride));
        moved["driver"]!.Text("driverId").ShouldBe(ride["driver"]!.Text("driverId"));
        await rides.MoveAsync(moved, "accept");

        // Long before it nobody starts; who cannot come gives it back.
        using HttpResponseMessage early = await Rides.SendAsync(driver, Rides.AssignmentOf(moved), "start");
        (await early.ShouldRefuseAsync(422, "rule_violated")).Text("reason").ShouldBe("notice");
        (await rides.MoveAsync(moved, "cancel", "Ill.")).Text("status").ShouldBe("declined");
        JsonNode other = await rides.OfferedAsync(booking, Rides.AssignmentOf(moved));
        other["driver"]!.Text("driverId").ShouldNotBe(moved["driver"]!.Text("driverId"));
        await rides.MoveAsync(other, "accept");

        // The booking is given up, and with it the ride: in the same transaction.
        await CancellationTests.CancelAsync(shop.Customer, $"api/v1/bookings/{booking}/cancellations", "{}");
        (await shop.Admin.ReadAsync($"api/v1/assignments/{Rides.AssignmentOf(other)}")).Text("reason").ShouldBe("booking_cancelled");
        (await shop.Admin.ReadAsync("api/v1/admin/rides?status=cancelled"))["items"]!.AsArray().ShouldHaveSingleItem();
        (await rides.TimesTakenAsync()).ShouldBe(0);
        foreach ((string type, long count) in (List<(string, long)>)[("offered", 5), ("accepted", 3), ("declined", 2), ("expired", 1), ("withdrawn", 2)])
        {
            (await app.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE tenant_id = {shop.TenantId} AND type = {"assignment." + type}")).ShouldBe(count, type);
        }
    }

    [Fact]
    public async Task Story_WhenTheRideBegins_TheCustomerSeesTheDriverCome()
    {
        Rides rides = await Rides.OpenAsync(app);
        Shop shop = rides.Shop;
        DateTimeOffset start = DateTimeOffset.UtcNow.AddMinutes(20);
        JsonObject item = shop.CarItem().With("withDriver", true).With("from", Text(start)).With("to", Text(start.AddHours(1)));
        string booking = (await shop.BuyAsync(shop.Customer, item)).Text("id");
        JsonNode ride = await rides.OfferedAsync(booking);
        (await rides.MoveAsync(ride, "accept"))["actions"]!.AsArray().Select(action => (string?)action).ShouldBe(["start", "cancel"]);
        HttpClient driver = await rides.DriverOfAsync(ride);
        using HttpResponseMessage reported = await driver.ChangeAsync(
            HttpMethod.Put, "api/v1/drivers/me/location", new JsonObject { ["lat"] = 52.5, ["lng"] = 13.4, ["at"] = Text(DateTimeOffset.UtcNow) }, null);
        reported.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await rides.MoveAsync(ride, "start")).Text("status").ShouldBe("started");
        JsonNode seen = await BookingRideAsync(shop, booking);
        seen.Text("status").ShouldBe("started");
        ((double)seen["location"]!["lat"]!).ShouldBe(52.5);
        seen.Time("arrivesAt").ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-1));
        (await rides.MoveAsync(ride, "finish")).Text("status").ShouldBe("finished");

        (await rides.TimesTakenAsync()).ShouldBe(0);
        seen = await BookingRideAsync(shop, booking);
        (seen.Text("status"), seen["location"]).ShouldBe(("finished", null));
        using HttpResponseMessage again = await Rides.SendAsync(driver, Rides.AssignmentOf(ride), "finish");
        await again.ShouldRefuseAsync(409, "illegal_transition");
        using HttpResponseMessage elsewhere = await shop.Stranger.SendAsync(HttpMethod.Get, $"api/v1/bookings/{booking}/rides");
        await elsewhere.ShouldRefuseAsync(404, "booking_not_found");

        static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Story_WhenNobodyTakesIt_AnAdminDecides()
    {
        Rides rides = await Rides.OpenAsync(app);
        Shop shop = rides.Shop;
        string booking = await rides.BuyAsync();
        string? before = null;
        HashSet<string> asked = [];
        JsonNode ride;
        do
        {
            ride = await rides.RideAsync(booking, ride => ride.Text("status") == "unassigned" || (ride["driver"] is { } driver && driver.Text("status") == "offered" && driver.Text("assignmentId") != before));
            if (ride["driver"] is { } driver)
            {
                before = Rides.AssignmentOf(ride);
                asked.Add(driver.Text("driverId")).ShouldBeTrue();
                await rides.MoveAsync(ride, "decline");
            }
        }
        while (ride.Text("status") != "unassigned");

        // Four drivers are on duty; the alert is one event.
        asked.Count.ShouldBe(4);
        (ride.Text("reason"), (int)ride["offers"]!).ShouldBe(("no_answer", 4));
        (await shop.Admin.ReadAsync("api/v1/admin/rides?status=unassigned"))["items"]!.AsArray().ShouldHaveSingleItem();
        (await shop.MessagesAsync("ride.unassigned", ride.Text("id"))).ShouldBe(1);

        // Somebody off duty only by force, somebody busy not at all.
        string path = $"api/v1/admin/rides/{ride.Text("id")}";
        string offDuty = Shop.Id("driver", 3).ToString();
        using HttpResponseMessage shift = await shop.Admin.PostAsync($"{path}/assign", new JsonObject { ["driverId"] = offDuty });
        (await shift.ShouldRefuseAsync(422, "rule_violated", "/driverId")).Text("reason").ShouldBe("driver_shift");
        using HttpResponseMessage forced = await shop.Admin.PostAsync($"{path}/assign", new JsonObject { ["driverId"] = offDuty, ["force"] = true });
        (await forced.ShouldAnswerAsync(HttpStatusCode.OK))["driver"]!.Text("status").ShouldBe("accepted");
        JsonNode second = await SecondRideAsync(rides);
        using HttpResponseMessage busy = await shop.Admin.PostAsync($"api/v1/admin/rides/{second.Text("id")}/assign", new JsonObject { ["driverId"] = offDuty, ["force"] = true });
        await busy.ShouldRefuseAsync(409, "driver_taken");
        (await rides.RideAsync(second.Text("bookingId")))["driver"]!.Text("status").ShouldBe("offered");

        // Another driver instead: the first one's time is free again. Then all of them are asked anew.
        using HttpResponseMessage same = await shop.Admin.PostAsync($"{path}/assign", new JsonObject { ["driverId"] = offDuty, ["force"] = true });
        await same.ShouldRefuseAsync(409, "driver_assigned");
        string instead = asked.First(id => id != second["driver"]!.Text("driverId"));
        using HttpResponseMessage reassigned = await shop.Admin.PostAsync($"{path}/assign", new JsonObject { ["driverId"] = instead });
        (await reassigned.ShouldAnswerAsync(HttpStatusCode.OK))["driver"]!.Text("driverId").ShouldBe(instead);
        (await rides.TimesTakenAsync()).ShouldBe(2);
        using HttpResponseMessage sought = await shop.Admin.PostBytesAsync($"{path}/seek", [], contentType: "");
        (await sought.ShouldAnswerAsync(HttpStatusCode.OK)).Text("status").ShouldBe("waiting");
        (await shop.Admin.ReadAsync($"{path}/explain"))["attempts"]!.AsArray().Select(attempt => attempt!.Text("status")).Take(6)
            .ShouldBe(["declined", "declined", "declined", "declined", "withdrawn", "withdrawn"]);
    }

    [Fact]
    public async Task Assignments_WhenTheCallerIsSomebodyElse_AreRefused()
    {
        Rides rides = await Rides.OpenAsync(app);
        Shop shop = rides.Shop;
        JsonNode ride = await rides.OfferedAsync(await rides.BuyAsync());
        string assignment = Rides.AssignmentOf(ride);
        HttpClient other = shop.SignIn(await app.ScalarAsync<Guid>($"SELECT user_id FROM drivers WHERE tenant_id = {shop.TenantId} AND id <> {Guid.Parse(ride["driver"]!.Text("driverId"))} LIMIT 1"), "driver");
        string before = await shop.FootprintAsync();
        foreach (string move in (string[])["accept", "decline", "start", "finish", "cancel"])
        {
            foreach ((HttpClient http, int status, string code) in ((HttpClient, int, string)[])
                [(other, 404, "assignment_not_found"), (shop.Customer, 403, "forbidden"), (shop.Admin, 403, "forbidden"), (shop.Guest, 401, "not_authenticated")])
            {
                using HttpResponseMessage refused = await Rides.SendAsync(http, assignment, move);
                await refused.ShouldRefuseAsync(status, code);
            }
        }

        using HttpResponseMessage reasonless = await (await rides.DriverOfAsync(ride)).PostAsync($"api/v1/assignments/{assignment}/cancel", new JsonObject { ["reason"] = " " });
        await reasonless.ShouldRefuseAsync(400, "validation_failed", "/reason");
        using HttpResponseMessage offered = await Rides.SendAsync(await rides.DriverOfAsync(ride), assignment, "start");
        await offered.ShouldRefuseAsync(409, "illegal_transition");
        foreach (string path in (string[])["api/v1/admin/rides", $"api/v1/admin/rides/{ride.Text("id")}/explain"])
        {
            using HttpResponseMessage refused = await other.SendAsync(HttpMethod.Get, path);
            await refused.ShouldRefuseAsync(403, "forbidden");
        }

        using HttpResponseMessage word = await shop.Admin.SendAsync(HttpMethod.Get, "api/v1/admin/rides?status=lost");
        await word.ShouldRefuseAsync(400, "validation_failed");
        using HttpResponseMessage unknown = await shop.Admin.PostAsync($"api/v1/admin/rides/{ride.Text("id")}/assign", new JsonObject { ["driverId"] = Guid.NewGuid().ToString() });
        await unknown.ShouldRefuseAsync(422, "rule_violated", "/driverId");
        (await shop.FootprintAsync()).ShouldBe(before);
        Shop foreign = await Shop.OpenAsync(app);
        using HttpResponseMessage elsewhere = await foreign.Admin.PostAsync($"api/v1/admin/rides/{ride.Text("id")}/assign", new JsonObject { ["driverId"] = ride["driver"]!.Text("driverId") });
        await elsewhere.ShouldRefuseAsync(404, "ride_not_found");
    }

    private static async Task<JsonNode> BookingRideAsync(Shop shop, string booking) =>
        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking}/rides"))["items"]!.AsArray().ShouldHaveSingleItem()!;

    /// <summary>Another car at the same time.</summary>
    private static async Task<JsonNode> SecondRideAsync(Rides rides)
    {
        JsonObject item = rides.Shop.CarItem(20, 8, 3).With("withDriver", true).With("carId", Shop.Id("car", 2).ToString());
        return await rides.OfferedAsync((await rides.Shop.BuyAsync(rides.Shop.Stranger, item)).Text("id"));
    }
}
