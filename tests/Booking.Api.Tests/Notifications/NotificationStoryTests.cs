namespace Booking.Api.Tests.Notifications;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Bookings;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>What a customer is told, from the booking to its end, through the running system.</summary>
[Collection(BookingCollection.Name)]
public sealed class NotificationStoryTests(BookingApp app)
{
    [Fact]
    public async Task Customer_WhenBookingPayingAndCancelling_IsToldOnceOfEachWithDocumentsAndCalendar()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string address = NewAddress();
        JsonObject booking = await BuyAsync(shop, shop.Customer, address, shop.HallItem(hour: 3), shop.TicketItem(2));
        string number = booking.Text("number");

        ReceivedMail confirmed = await HasMailAsync(address, $"Booking {number} is confirmed");
        confirmed.Recipients.ShouldBe([address], ignoreOrder: true);
        confirmed.Part("text/plain").Text.ShouldContain("Zoë Ångström");
        confirmed.Part("text/html").Text.ShouldContain("Zo&#235; &#197;ngstr&#246;m");
        confirmed.Part("text/plain").Text.ShouldContain(number);
        string[] files = [.. confirmed.Parts.Select(part => part.FileName).OfType<string>()];
        files.Count(file => file.StartsWith("receipt-", StringComparison.Ordinal)).ShouldBe(1);
        files.Count(file => file.StartsWith($"ticket-{number}-", StringComparison.Ordinal)).ShouldBe(3);
        confirmed.Parts.Where(part => part.Is("application/pdf")).ShouldAllBe(part => part.Text.StartsWith("%PDF-", StringComparison.Ordinal));
        string invitation = Unfold(confirmed.Part("text/calendar").Text);
        invitation.ShouldContain("METHOD:REQUEST");
        invitation.ShouldContain($"mailto:{address}");
        // For hall and concert, a day and two hours before, in three places.
        (await CountAsync(shop, booking, "reminders", "pending")).ShouldBe(12);

        await CancellationTests.CancelAsync(shop.Customer, $"api/v1/bookings/{booking.Text("id")}/cancellations", "{}");

        ReceivedMail cancelled = await HasMailAsync(address, $"Booking {number} is cancelled");
        string withdrawal = Unfold(cancelled.Part("text/calendar").Text);
        withdrawal.ShouldContain("METHOD:CANCEL");
        ValueOf(withdrawal, "UID").ShouldBe(ValueOf(invitation, "UID"));
        int.Parse(ValueOf(withdrawal, "SEQUENCE"), System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(int.Parse(ValueOf(invitation, "SEQUENCE"), System.Globalization.CultureInfo.InvariantCulture));
        (await CountAsync(shop, booking, "reminders", "pending")).ShouldBe(0);
        (await CountAsync(shop, booking, "reminders", "cancelled")).ShouldBe(12);
        ReceivedMail refunded = await HasMailAsync(address, $"Your money is on its way: booking {number}");
        refunded.Parts.Count(part => part.Is("application/pdf")).ShouldBe(1);
        app.Mail.To(address).Select(mail => mail.MessageId).ShouldBeUnique();
    }

    [Fact]
    public async Task Event_WhenDeliveredAgain_PlansNothingTwice()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string address = NewAddress();
        JsonObject booking = await BookAsync(shop, shop.Guest, address, shop.FreeTicketItem());
        await HasMailAsync(address, $"Booking {booking.Text("number")} is confirmed");
        Guid id = Guid.Parse(booking.Text("id"));
        long before = await app.ScalarAsync<long>($"SELECT count(*) FROM notifications WHERE tenant_id = {shop.TenantId} AND booking_id = {id}");

        await app.ExecuteAsync($"UPDATE outbox_messages SET published_at = NULL WHERE tenant_id = {shop.TenantId} AND subject = {id} AND type = 'booking.confirmed'");
        await Eventually.SatisfiesAsync(() => app.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE tenant_id = {shop.TenantId} AND subject = {id} AND published_at IS NULL"), waiting => waiting == 0);
        // What comes later on the same queue proves that the repetition has been handled.
        string later = NewAddress();
        JsonObject next = await BookAsync(shop, shop.Guest, later, shop.FreeTicketItem());
        await HasMailAsync(later, $"Booking {next.Text("number")} is confirmed");

        (await app.ScalarAsync<long>($"SELECT count(*) FROM notifications WHERE tenant_id = {shop.TenantId} AND booking_id = {id}")).ShouldBe(before);
        app.Mail.To(address).Count.ShouldBe(1);
    }

    /// <summary>The mail server takes the message and is gone before it says so: at least once, and every time the same message.</summary>
    [Fact]
    public async Task Mail_WhenTheConnectionIsLostAfterTheMessage_ComesAgainUnderTheSameId()
    {
        const int Drops = 2;
        Shop shop = await Shop.OfFileAsync(app);
        string address = NewAddress();
        app.Mail.Drop(address, Drops);

        JsonObject booking = await BookAsync(shop, shop.Guest, address, shop.FreeTicketItem());

        await Eventually.SatisfiesAsync(() => Task.FromResult(app.Mail.To(address)), mails => mails.Any(mail => mail.IsAnswered), TimeSpan.FromSeconds(60), "The mail that was answered");
        IReadOnlyList<ReceivedMail> mails = app.Mail.To(address);
        (mails.Count - 1).ShouldBe(Drops);
        mails.Select(mail => mail.MessageId).Distinct().ShouldHaveSingleItem();
        Guid id = Guid.Parse(booking.Text("id"));
        await Eventually.SatisfiesAsync(
            () => app.ScalarAsync<string>($"SELECT format('%s %s %s', status, attempt_count, provider_id) FROM notifications WHERE tenant_id = {shop.TenantId} AND booking_id = {id} AND kind = 'booking.confirmed' AND channel = 'email'"),
            state => state == $"sent {Drops + 1} {mails[0].MessageId}", what: "The log of the mail");
        // The first answered try is told of, and nobody is told of that by another message.
        string told = await app.ScalarAsync<string>(
            $"""
            SELECT string_agg(format('%s %s', m.type, m.data ->> 'channel'), ', ') FROM outbox_messages m JOIN notifications n ON n.tenant_id = m.tenant_id AND n.id = m.subject
            WHERE n.tenant_id = {shop.TenantId} AND n.booking_id = {id}
            """);
        told.ShouldBe("notification.sent email");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM notifications WHERE tenant_id = {shop.TenantId} AND kind LIKE 'notification.%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Reminders_WhenTheyAreDue_AreSentUnlessSwitchedOffSince()
    {
        Shop shop = await Shop.OfFileAsync(app);
        HttpClient customer = await shop.NewCustomerAsync();
        string address = NewAddress();
        JsonObject booking = await BookAsync(shop, customer, address, shop.FreeTicketItem());
        await HasMailAsync(address, $"Booking {booking.Text("number")} is confirmed");
        using HttpRequestMessage change = new(HttpMethod.Patch, "api/v1/notifications/preferences")
        {
            Content = new StringContent("""{ "choices": [{ "category": "reminders", "channel": "inbox", "isOn": false }] }""", System.Text.Encoding.UTF8, "application/json"),
        };
        using HttpResponseMessage changed = await customer.SendAsync(change);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);

        Guid id = Guid.Parse(booking.Text("id"));
        await app.ExecuteAsync($"UPDATE notifications SET next_attempt_at = now() WHERE tenant_id = {shop.TenantId} AND booking_id = {id} AND category = 'reminders' AND channel IN ('email', 'inbox')");

        await Eventually.SatisfiesAsync(() => Task.FromResult(app.Mail.To(address).Count(mail => mail.Subject.StartsWith("Reminder: ", StringComparison.Ordinal))), count => count == 2, what: "Two reminders by mail");
        await Eventually.SatisfiesAsync(
            () => app.ScalarAsync<long>($"SELECT count(*) FROM notifications WHERE tenant_id = {shop.TenantId} AND booking_id = {id} AND category = 'reminders' AND channel = 'inbox' AND status = 'cancelled' AND reason = 'switched_off'"),
            count => count == 2, what: "Two reminders that were switched off");
    }

    private static string NewAddress() => $"n{Guid.NewGuid():N}@example.test";

    private static async Task<JsonObject> BookAsync(Shop shop, HttpClient http, string address, params JsonNode?[] items)
    {
        JsonObject hold = await shop.HoldAsync(http, items);
        JsonObject body = Shop.BookingOf(hold.Text("id"));
        body["customer"]!["email"] = address;
        using HttpResponseMessage response = await http.PostAsync("api/v1/bookings", body, holdToken: (string?)hold["token"]);
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    private static async Task<JsonObject> BuyAsync(Shop shop, HttpClient http, string address, params JsonNode?[] items)
    {
        JsonObject booking = await BookAsync(shop, http, address, items);
        JsonObject payment = await shop.OpenPaymentAsync(http, booking.Text("id"));
        await shop.PlayAsync(payment.Text("id"), "succeed");
        return await http.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
    }

    private async Task<ReceivedMail> HasMailAsync(string address, string subject) => (await Eventually.SatisfiesAsync(
        () => Task.FromResult(app.Mail.To(address).FirstOrDefault(mail => mail.Subject == subject)), mail => mail is not null, what: $"The mail '{subject}'")).ShouldNotBeNull();

    private Task<long> CountAsync(Shop shop, JsonObject booking, string category, string status) => app.ScalarAsync<long>(
        $"SELECT count(*) FROM notifications WHERE tenant_id = {shop.TenantId} AND booking_id = {Guid.Parse(booking.Text("id"))} AND category = {category} AND status = {status}");

    private static string Unfold(string calendar) => calendar.Replace("\r\n ", "", StringComparison.Ordinal);

    private static string ValueOf(string calendar, string name) => calendar.Split("\r\n").First(line => line.StartsWith($"{name}:", StringComparison.Ordinal))[(name.Length + 1)..];
}
