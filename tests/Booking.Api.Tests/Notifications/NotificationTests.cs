namespace Booking.Api.Tests.Notifications;

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Bookings;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Inbox, preferences, words and the log of what was sent.</summary>
[Collection(BookingCollection.Name)]
public sealed class NotificationTests(BookingApp app)
{
    private const string Inbox = "api/v1/notifications";
    private const string Preferences = "api/v1/notifications/preferences";
    private const string Log = "api/v1/admin/notifications";
    private const string Template = "api/v1/notification-templates/booking.confirmed/email/en";

    [Fact]
    public async Task Inbox_WhenBookingsAreMade_HoldsTheCallersMessagesUntilRead()
    {
        Shop shop = await Shop.OfFileAsync(app);
        HttpClient customer = await shop.NewCustomerAsync();
        List<string> bookings = [];
        for (int i = 0; i < 3; i++)
        {
            bookings.Insert(0, (await shop.BookAsync(customer, shop.FreeTicketItem())).Text("id"));
            await HasUnreadAsync(customer, i + 1);
        }

        JsonObject first = await customer.ReadAsync($"{Inbox}?limit=2");
        JsonObject second = await customer.ReadAsync($"{Inbox}?limit=2&cursor={first.Text("nextCursor")}");
        List<JsonObject> messages = [.. Items(first), .. Items(second)];
        messages.Select(message => message.Text("bookingId")).ShouldBe(bookings);
        second["nextCursor"].ShouldBeNull();
        messages.ShouldAllBe(message => message.Text("event") == "booking.confirmed" && message.Text("title").StartsWith("Booking BK-") && message["readAt"] == null);

        string path = $"{Inbox}/{messages[0].Text("id")}/read";
        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage read = await customer.PostAsync(path, content: null);
            read.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        JsonObject unread = await customer.ReadAsync($"{Inbox}?unread=true");
        ((int?)unread["unreadCount"], Items(unread).Count).ShouldBe((2, 2));
        foreach ((HttpClient other, int status, string code) in ((HttpClient, int, string)[])[(shop.Stranger, 404, "notification_not_found"), (shop.Admin, 404, "notification_not_found"), (shop.Guest, 401, "not_authenticated")])
        {
            using HttpResponseMessage refused = await other.PostAsync(path, content: null);
            await refused.ShouldRefuseAsync(status, code);
        }

        using HttpResponseMessage all = await customer.PostAsync($"{Inbox}/read-all", content: null);
        all.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        ((int?)(await customer.ReadAsync(Inbox))["unreadCount"]).ShouldBe(0);
        using HttpResponseMessage foreign = await customer.GetAsync($"{Inbox}?cursor={first.Text("nextCursor")}x");
        await foreign.ShouldRefuseAsync(400, "invalid_cursor");
    }

    [Fact]
    public async Task Preferences_WhenChanged_DecideHowTheNextBookingIsTold()
    {
        Shop shop = await Shop.OfFileAsync(app);
        HttpClient customer = await shop.NewCustomerAsync();
        JsonObject usual = await customer.ReadAsync(Preferences);
        (usual["language"], usual["quietHours"], usual["choices"]!.AsArray().Count).ShouldBe((null, null, 15));

        JsonObject changed = await PatchAsync(customer, """
            { "language": "de", "timeZone": "Asia/Kathmandu", "quietHours": { "from": "22:00", "to": "06:30" },
              "choices": [{ "category": "transactional", "channel": "inbox", "isOn": false }], "consents": [{ "channel": "sms", "isGiven": true }] }
            """);
        changed["quietHours"]!.ToJsonString().ShouldBe("""{"from":"22:00","to":"06:30"}""");
        DateTimeOffset given = changed["consents"]!.AsArray().Single(consent => consent!.Text("channel") == "sms")!.Time("givenAt");
        given.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));
        JsonObject again = await PatchAsync(customer, """{ "quietHours": null, "consents": [{ "channel": "sms", "isGiven": true }] }""");
        (again.Text("language"), again["quietHours"]).ShouldBe(("de", null));
        again["consents"]!.AsArray().Single(consent => consent!.Text("channel") == "sms")!.Time("givenAt").ShouldBe(given);

        JsonObject booking = await shop.BookAsync(customer, shop.FreeTicketItem());
        JsonObject log = await Eventually.SatisfiesAsync(
            () => shop.Admin.ReadAsync($"{Log}?bookingId={booking.Text("id")}"), log => Of(log, "email").Any(mail => mail.Text("status") == "sent"), what: "The mail in the log");

        Of(log, "email").ShouldAllBe(mail => mail.Text("language") == "de");
        // Reminders of the inbox were not switched off.
        Of(log, "inbox").ShouldAllBe(message => message.Text("category") == "reminders");
        // With consent, but with nothing to send it with here.
        Of(log, "sms").ShouldNotBeEmpty();
        Of(log, "whatsapp").ShouldBeEmpty();
    }

    /// <summary>A guest has no preferences, and a booking without a language of its own is told in the tenant's.</summary>
    [Fact]
    public async Task TenantsDefaults_WhenNobodyHasChosen_DecideLanguageClockRemindersAndQuietHours()
    {
        Shop shop = await Shop.OpenAsync(app);
        TimeOnly clock = TimeOnly.FromTimeSpan(DateTime.UtcNow.TimeOfDay);
        TimeOnly quietTo = new(clock.AddHours(2).Hour, 0);
        await Catalog.PricingCalls.SetTenantAsync(shop, new JsonObject
        {
            ["notifications"] = new JsonObject
            {
                ["language"] = "de",
                ["timeZone"] = "Etc/UTC",
                ["reminderMinutes"] = new JsonArray(90),
                ["quietHours"] = new JsonObject { ["from"] = $"{clock.AddHours(-1).Hour:00}:00", ["to"] = $"{quietTo.Hour:00}:00" },
            },
        });

        JsonObject hold = await shop.HoldAsync(shop.Guest, shop.FreeTicketItem());
        using HttpResponseMessage made = await shop.Guest.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")), holdToken: hold.Text("token"));
        JsonObject booking = await made.ShouldAnswerAsync(HttpStatusCode.Created);
        string ofBooking = $"{Log}?bookingId={booking.Text("id")}&limit=100";
        JsonObject planned = await Eventually.SatisfiesAsync(() => shop.Admin.ReadAsync(ofBooking), log => Items(log).Count >= 2, what: "The mail and its reminder");
        planned["items"]!.AsArray().ShouldAllBe(item => item!.Text("language") == "de" && item!.Text("channel") == "email");
        DateTimeOffset starts = booking["items"]![0]!.Time("from");
        JsonObject reminder = Items(planned).Single(item => item.Text("event") == "booking.reminder");
        reminder.Time("dueAt").ShouldBe(starts.AddMinutes(-90));
        // What answers the guest comes at once, what is not urgent when the quiet hours are over.
        Items(planned).Single(item => item.Text("event") == "booking.confirmed").Time("dueAt").ShouldBeLessThan(DateTimeOffset.UtcNow.AddMinutes(10));

        await CancellationTests.CancelAsync(shop.Admin, $"api/v1/bookings/{booking.Text("id")}/cancellations", "{}");
        JsonObject log = await Eventually.SatisfiesAsync(() => shop.Admin.ReadAsync(ofBooking), log => Items(log).Any(item => item.Text("event") == "booking.cancelled"), what: "The cancellation in the log");
        DateTimeOffset due = Items(log).Single(item => item.Text("event") == "booking.cancelled").Time("dueAt");
        (TimeOnly.FromTimeSpan(due.UtcDateTime.TimeOfDay), due > DateTimeOffset.UtcNow).ShouldBe((quietTo, true));
    }

    [Theory]
    [InlineData("""{ "language": "xx" }""", 422, "rule_violated", "/language")]
    [InlineData("""{ "timeZone": "Mars/Olympus" }""", 422, "rule_violated", "/timeZone")]
    [InlineData("""{ "timeZone": "Europe/Berlin\u0000" }""", 400, "validation_failed", "/timeZone")]
    [InlineData("""{ "quietHours": { "from": "22:00", "to": "22:00" } }""", 422, "rule_violated", "/quietHours")]
    [InlineData("""{ "quietHours": { "from": "25:00", "to": "7" } }""", 400, "validation_failed", "/quietHours/from")]
    [InlineData("""{ "quietHours": { "from": "22:00" } }""", 400, "malformed_request", null)]
    [InlineData("""{ "choices": [{ "category": "transactional", "channel": "email", "isOn": false }] }""", 422, "cannot_be_switched_off", null)]
    [InlineData("""{ "choices": [null] }""", 400, "validation_failed", "/choices")]
    [InlineData("""{ "choices": [{ "category": "gossip", "channel": "email", "isOn": false }] }""", 400, "malformed_request", null)]
    [InlineData("""{ "consents": [{ "channel": "email", "isGiven": true }] }""", 400, "validation_failed", "/consents")]
    [InlineData("""{ "colour": "red" }""", 400, "malformed_request", null)]
    public async Task EditNotificationPreferences_WhenTheRequestIsBad_RefusesIt(string body, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage response = await PatchTextAsync(shop.Customer, body);
        await response.ShouldRefuseAsync(status, code, pointer);
    }

    [Fact]
    public async Task Templates_WhenTheTenantHasItsOwn_AreUsedAndTakenBack()
    {
        Shop shop = await Shop.OpenAsync(app);
        ((bool?)(await shop.Admin.ReadAsync(Template))["isOwn"]).ShouldBe(false);
        JsonObject own = new() { ["subject"] = "Yours: {{booking.number}}", ["text"] = "Dear {{recipient.name}}\n\n{{booking.items}}", ["html"] = "<h1>{{recipient.name}}</h1>" };

        using HttpResponseMessage previewed = await shop.Admin.PostAsync($"{Template}/preview", own.DeepClone());
        JsonObject preview = await previewed.ShouldAnswerAsync(HttpStatusCode.OK);
        (preview.Text("subject"), preview.Text("html")).ShouldBe(("Yours: BK-7F3K9Q", "<h1>Ada Lovelace</h1>"));
        ((bool?)(await shop.Admin.ReadAsync(Template))["isOwn"]).ShouldBe(false);

        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage put = await shop.Admin.PutAsync(Template, JsonContent.Create(own));
            ((bool?)(await put.ShouldAnswerAsync(HttpStatusCode.OK))["isOwn"]).ShouldBe(true);
        }

        string address = $"t{Guid.NewGuid():N}@example.test";
        JsonObject hold = await shop.HoldAsync(shop.Guest, shop.FreeTicketItem());
        JsonObject body = Shop.BookingOf(hold.Text("id"));
        (body["customer"]!["email"], body["customer"]!["name"]) = (address, "<img src=x onerror=alert(1)>{{link}}\u202E");
        using HttpResponseMessage made = await shop.Guest.PostAsync("api/v1/bookings", body, holdToken: (string?)hold["token"]);
        JsonObject booking = await made.ShouldAnswerAsync(HttpStatusCode.Created);
        IReadOnlyList<ReceivedMail> mails = await Eventually.SatisfiesAsync(() => Task.FromResult(app.Mail.To(address)), mails => mails.Count > 0, what: "The mail");
        mails[0].Subject.ShouldBe($"Yours: {booking.Text("number")}");
        mails[0].Part("text/html").Text.ShouldBe("<h1>&lt;img src=x onerror=alert(1)&gt;{{link}}</h1>");

        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage deleted = await shop.Admin.DeleteAsync(Template);
            deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        ((bool?)(await shop.Admin.ReadAsync(Template))["isOwn"]).ShouldBe(false);
    }

    [Theory]
    [InlineData(Template, """{ "subject": "{{secret}}", "text": "x" }""", 422, "unknown_placeholder", "/subject")]
    [InlineData(Template, """{ "subject": "x", "text": "{{ride.car}}" }""", 422, "unknown_placeholder", "/text")]
    [InlineData(Template, """{ "subject": "x", "text": "x", "html": "{{7*7}}" }""", 422, "broken_placeholder", "/html")]
    [InlineData(Template, """{ "subject": "x", "text": "{{booking.number" }""", 422, "broken_placeholder", "/text")]
    [InlineData(Template, """{ "text": "x" }""", 422, "rule_violated", "/subject")]
    [InlineData(Template, """{ "subject": "a\r\nBcc: b@c.de", "text": "x" }""", 400, "validation_failed", "/subject")]
    [InlineData(Template, """{ "subject": "x", "text": "" }""", 400, "validation_failed", "/text")]
    [InlineData(Template, """{ "subject": "x" }""", 400, "malformed_request", null)]
    [InlineData("api/v1/notification-templates/booking.confirmed/sms/en", """{ "subject": "x", "text": "x" }""", 422, "rule_violated", "/subject")]
    [InlineData("api/v1/notification-templates/booking.confirmed/sms/en", """{ "text": "x", "html": "x" }""", 422, "rule_violated", "/html")]
    [InlineData("api/v1/notification-templates/booking.gossip/sms/en", """{ "text": "x" }""", 404, "notification_template_not_found", null)]
    [InlineData("api/v1/notification-templates/booking.confirmed/pigeon/en", """{ "text": "x" }""", 404, "notification_template_not_found", null)]
    [InlineData("api/v1/notification-templates/booking.confirmed/sms/xx", """{ "text": "x" }""", 404, "notification_template_not_found", null)]
    public async Task PutNotificationTemplate_WhenTheRequestIsBad_RefusesIt(string path, string body, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        using StringContent content = new(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await shop.Admin.PutAsync(path, content);
        await response.ShouldRefuseAsync(status, code, pointer);
    }

    [Fact]
    public async Task Log_WhenAnAdminLooks_ShowsWhatWasSentAndSendsItAgain()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.FreeTicketItem());
        string ofBooking = $"{Log}?bookingId={booking.Text("id")}";
        JsonObject sent = Of(
            await Eventually.SatisfiesAsync(() => shop.Admin.ReadAsync(ofBooking), log => Of(log, "email").Any(mail => mail.Text("status") == "sent"), what: "The mail in the log"), "email")
            .Single(mail => mail.Text("status") == "sent");
        (sent.Text("to"), (int?)sent["attemptCount"], sent["reason"]).ShouldBe(("zoe@example.test", 1, null));
        sent.Text("providerId").ShouldStartWith($"<{Guid.Parse(sent.Text("id")):N}@");

        using HttpResponseMessage resent = await shop.Admin.PostAsync($"{Log}/{sent.Text("id")}/resend", content: null);
        JsonObject again = await resent.ShouldAnswerAsync(HttpStatusCode.Accepted);
        (again.Text("status"), again.Text("resendOf")).ShouldBe(("pending", sent.Text("id")));
        await Eventually.SatisfiesAsync(() => shop.Admin.ReadAsync(ofBooking), log => Of(log, "email").Count(mail => mail.Text("status") == "sent") == 2, what: "The second mail");

        JsonObject all = await shop.Admin.ReadAsync(ofBooking);
        JsonObject first = await shop.Admin.ReadAsync($"{ofBooking}&limit=2");
        JsonObject rest = await shop.Admin.ReadAsync($"{ofBooking}&cursor={first.Text("nextCursor")}");
        Items(first).Concat(Items(rest)).Select(item => item.Text("id")).ShouldBe(Items(all).Select(item => item.Text("id")));
        Items(await shop.Admin.ReadAsync($"{Log}?userId={Shop.Id("user", 1)}&status=failed")).ShouldBeEmpty();
        foreach ((string query, string pointer) in ((string, string)[])[("status=lost", "/status"), ("bookingId=1", "/bookingId"), ("userId=1", "/userId")])
        {
            using HttpResponseMessage bad = await shop.Admin.GetAsync($"{Log}?{query}");
            await bad.ShouldRefuseAsync(400, "validation_failed", pointer);
        }

        foreach (HttpClient caller in (HttpClient[])[shop.Customer, shop.Provider, shop.Driver])
        {
            using HttpResponseMessage forbidden = await caller.GetAsync(Log);
            await forbidden.ShouldRefuseAsync(403, "forbidden");
            using HttpResponseMessage words = await caller.GetAsync(Template);
            await words.ShouldRefuseAsync(403, "forbidden");
        }

        Shop other = await Shop.OfFileAsync(app);
        using HttpResponseMessage foreign = await other.Admin.PostAsync($"{Log}/{sent.Text("id")}/resend", content: null);
        await foreign.ShouldRefuseAsync(404, "notification_not_found");
        JsonObject? waiting = Items(all).FirstOrDefault(item => item.Text("status") == "pending");
        using HttpResponseMessage tooSoon = await shop.Admin.PostAsync($"{Log}/{waiting.ShouldNotBeNull().Text("id")}/resend", content: null);
        await tooSoon.ShouldRefuseAsync(409, "notification_pending");
    }

    private static List<JsonObject> Items(JsonObject page) => [.. page["items"]!.AsArray().Select(item => item!.AsObject())];

    private static List<JsonObject> Of(JsonObject log, string channel) => [.. Items(log).Where(item => item.Text("channel") == channel)];

    private static Task<JsonObject> HasUnreadAsync(HttpClient http, int count) =>
        Eventually.SatisfiesAsync(() => http.ReadAsync(Inbox), inbox => (int?)inbox["unreadCount"] == count, what: $"{count} unread messages");

    private static async Task<HttpResponseMessage> PatchTextAsync(HttpClient http, string body)
    {
        using HttpRequestMessage request = new(HttpMethod.Patch, Preferences) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        return await http.SendAsync(request);
    }

    private static async Task<JsonObject> PatchAsync(HttpClient http, string body)
    {
        using HttpResponseMessage response = await PatchTextAsync(http, body);
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }
}
