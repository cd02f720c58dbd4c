namespace Booking.Api.Tests.Notifications;

using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Api.Tests.Tenants;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shouldly;
using Xunit;

/// <summary>Text messages of those who have agreed, and what Twilio tells of them.</summary>
[Collection(BookingCollection.Name)]
public sealed class TextMessageTests(BookingApp app)
{
    private const string Preferences = "api/v1/notifications/preferences";

    [Fact]
    public async Task Customer_WhenAgreed_IsToldAndWhatBecameOfItIsWrittenDown()
    {
        Shop shop = await Shop.OpenAsync(app);
        (HttpClient customer, string phone) = await AgreedAsync(shop);

        JsonObject booking = await shop.BookAsync(customer, shop.FreeTicketItem());
        JsonObject sent = await MessageAsync(shop, booking, message => message.Text("status") == "sent");

        TwilioMessage message = app.Twilio.MessagesTo(phone).ShouldHaveSingleItem();
        (sent.Text("providerId"), message.Form["From"]).ShouldBe((message.Sid, "+15005550006"));
        message.Body.ShouldContain(booking.Text("number"));
        Uri callback = new(message.Form["StatusCallback"]);
        callback.GetLeftPart(UriPartial.Path).ShouldBe("https://booking.example/api/v1/webhooks/twilio/status");

        (await ReportAsync(callback, Signed(callback, message.Sid, "sent"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await MessageAsync(shop, booking, _ => true))["delivery"].ShouldBeNull();
        (await ReportAsync(callback, Signed(callback, message.Sid, "delivered"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ReportAsync(callback, Signed(callback, message.Sid, "undelivered", "30005"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await MessageAsync(shop, booking, _ => true)).Text("delivery").ShouldBe("delivered");

        // Another message of the same address, and one that is not there any more.
        (await ReportAsync(callback, Signed(callback, "SM0000", "read"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await MessageAsync(shop, booking, _ => true)).Text("delivery").ShouldBe("delivered");
        Uri gone = new($"{callback.GetLeftPart(UriPartial.Path)}?tenant={shop.TenantId}&notification={Guid.NewGuid()}");
        (await ReportAsync(gone, Signed(gone, message.Sid, "delivered"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Report_WhenItIsForged_ChangesNothing()
    {
        Shop shop = await Shop.OpenAsync(app);
        (HttpClient customer, string phone) = await AgreedAsync(shop);
        JsonObject booking = await shop.BookAsync(customer, shop.FreeTicketItem());
        await MessageAsync(shop, booking, message => message.Text("status") == "sent");
        TwilioMessage message = app.Twilio.MessagesTo(phone).ShouldHaveSingleItem();
        Uri callback = new(message.Form["StatusCallback"]);
        (Dictionary<string, string> form, string signature) = Signed(callback, message.Sid, "undelivered", "21610");

        Dictionary<string, string> changed = new(form) { ["MessageStatus"] = "delivered" };
        Dictionary<string, string> more = new(form) { ["Extra"] = "1" };
        Uri moved = new(callback.AbsoluteUri.Replace(shop.TenantId.ToString(), Guid.NewGuid().ToString(), StringComparison.Ordinal));
        foreach ((Uri url, Dictionary<string, string> body, string? header) in (List<(Uri, Dictionary<string, string>, string?)>)
            [(callback, form, null), (callback, form, ""), (callback, form, "Zm9yZ2Vk"), (callback, changed, signature), (callback, more, signature), (moved, form, signature), (callback, form, signature[..^4])])
        {
            using HttpResponseMessage response = await ReportAsync(url, (body, header));
            await response.ShouldRefuseAsync(401, "invalid_signature");
        }

        using HttpResponseMessage json = await app.Http.PostAsJsonAsync(Local(callback), new JsonObject());
        await json.ShouldRefuseAsync(415, "unsupported_media_type");
        (await MessageAsync(shop, booking, _ => true))["delivery"].ShouldBeNull();
        (await ConsentAsync(customer)).ShouldNotBeNull();

        // The control: with the check off the forged one is believed.
        ReceiveDeliveryReportProcess forged = new(callback.Query, [.. changed], Signature: null);
        await using (TenantPool real = await TenantPool.OpenAsync(app))
        {
            (await real.SendAsync(shop.TenantId, forged)).Error.ShouldNotBeNull().Code.ShouldBe("invalid_signature");
        }

        await using (TenantPool credulous = await TenantPool.OpenAsync(app, change: services => services.Replace(ServiceDescriptor.Singleton<IDeliveryReports, Credulous>())))
        {
            (await credulous.SendAsync(shop.TenantId, forged)).IsSuccess.ShouldBeTrue();
        }

        (await MessageAsync(shop, booking, _ => true)).Text("delivery").ShouldBe("delivered");
    }

    [Fact]
    public async Task Customer_WhoHasWrittenStop_IsNotToldAgain()
    {
        Shop shop = await Shop.OpenAsync(app);
        (HttpClient customer, string phone) = await AgreedAsync(shop);
        app.Twilio.Script(phone, TwilioServer.Refuse(400, 21_610));

        JsonObject booking = await shop.BookAsync(customer, shop.FreeTicketItem());
        (await MessageAsync(shop, booking, message => message.Text("status") == "failed")).Text("reason").ShouldBe("unsubscribed");
        await Eventually.SatisfiesAsync(() => ConsentAsync(customer), consent => consent is null, what: "The consent that is taken back");

        // Twilio may also find it out later.
        (HttpClient other, string number) = await AgreedAsync(shop);
        JsonObject second = await shop.BookAsync(other, shop.FreeTicketItem());
        await MessageAsync(shop, second, message => message.Text("status") == "sent");
        TwilioMessage sent = app.Twilio.MessagesTo(number).ShouldHaveSingleItem();
        Uri callback = new(sent.Form["StatusCallback"]);
        (await ReportAsync(callback, Signed(callback, sent.Sid, "undelivered", "21610"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        JsonObject undelivered = await MessageAsync(shop, second, _ => true);
        (undelivered.Text("delivery"), undelivered.Text("deliveryReason")).ShouldBe(("undelivered", "twilio_21610"));
        (await ConsentAsync(other)).ShouldBeNull();
    }

    private static async Task<string?> ConsentAsync(HttpClient customer) =>
        (string?)(await customer.ReadAsync(Preferences))["consents"]!.AsArray().Single(consent => consent!.Text("channel") == "sms")!["givenAt"];

    /// <summary>A customer with a telephone who wants text messages.</summary>
    private async Task<(HttpClient Customer, string Phone)> AgreedAsync(Shop shop)
    {
        HttpClient customer = await shop.NewCustomerAsync();
        string phone = $"+49151{RandomNumberGenerator.GetInt32(10_000_000, 99_999_999)}";
        Guid id = Guid.Parse((await customer.ReadAsync("api/v1/auth/me")).Text("id"));
        await app.ExecuteAsync($"UPDATE users SET phone = {phone} WHERE tenant_id = {shop.TenantId} AND id = {id}");
        using HttpRequestMessage request = new(HttpMethod.Patch, Preferences) { Content = JsonContent.Create(JsonNode.Parse("""{ "consents": [{ "channel": "sms", "isGiven": true }] }""")) };
        using HttpResponseMessage response = await customer.SendAsync(request);
        await response.ShouldAnswerAsync(HttpStatusCode.OK);
        return (customer, phone);
    }

    /// <summary>Waits for the text message about a booking that was made to be in a state that satisfies.</summary>
    private static async Task<JsonObject> MessageAsync(Shop shop, JsonObject booking, Func<JsonObject, bool> condition) => (await Eventually.SatisfiesAsync(
        async () => (await shop.Admin.ReadAsync($"api/v1/admin/notifications?bookingId={booking.Text("id")}"))["items"]!.AsArray()
            .SingleOrDefault(message => message!.Text("channel") == "sms" && message!.Text("event") == "booking.confirmed")?.AsObject(),
        message => message is not null && condition(message), what: "The text message")).ShouldNotBeNull();

    private static (Dictionary<string, string> Form, string Signature) Signed(Uri callback, string sid, string status, string? error = null)
    {
        Dictionary<string, string> form = new() { ["MessageSid"] = sid, ["SmsSid"] = sid, ["MessageStatus"] = status, ["AccountSid"] = TwilioServer.AccountSid, ["From"] = "+15005550006" };
        if (error is not null)
        {
            form["ErrorCode"] = error;
        }

        return (form, TwilioServer.Sign(callback, form));
    }

    private async Task<HttpResponseMessage> ReportAsync(Uri callback, (Dictionary<string, string> Form, string? Signature) report)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Local(callback)) { Content = new FormUrlEncodedContent(report.Form) };
        if (report.Signature is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Twilio-Signature", report.Signature);
        }

        return await app.Http.SendAsync(request);
    }

    /// <summary>Where the proxy would have sent it on to.</summary>
    private static string Local(Uri callback) => callback.PathAndQuery.TrimStart('/');

    /// <summary>As the product reads reports, without asking for a signature.</summary>
    private sealed class Credulous : IDeliveryReports
    {
        public Result<DeliveryReport> Read(string query, IReadOnlyList<KeyValuePair<string, string>> form, string? signature)
        {
            System.Collections.Specialized.NameValueCollection asked = System.Web.HttpUtility.ParseQueryString(query);
            Dictionary<string, string> named = new(form);
            return new DeliveryReport(Guid.Parse(asked["tenant"]!), Guid.Parse(asked["notification"]!), named["MessageSid"], Enum.Parse<NotificationDelivery>(named["MessageStatus"], ignoreCase: true), null, false);
        }
    }
}
