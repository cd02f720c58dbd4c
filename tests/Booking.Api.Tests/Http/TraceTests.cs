namespace Booking.Api.Tests.Http;

using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Notifications;
using Booking.Api.Tests.Payments;
using Booking.Infrastructure.Messaging;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(LimitedCollection.Name)]
public sealed class TraceTests(LimitedApp app)
{
    [Fact]
    public async Task PaymentWebhook_WhenItConfirmsABooking_IsOneTraceUpToTheLastEffect()
    {
        await using WebhookReceiver receiver = new();
        Shop shop = await Shop.OpenAsync(app);
        await ListenAsync(shop, receiver, "booking.confirmed", "receipt.issued", "assignment.offered");
        using HttpClient customer = await shop.NewCustomerAsync();
        JsonObject booking = await shop.BookAsync(customer, shop.SeatItem("A-1"), shop.CarItem(20, 8, 3).With("withDriver", true));
        JsonObject payment = await shop.OpenPaymentAsync(customer, booking.Text("id"));
        string body = SandboxWebhooks.Body(payment);
        (string trace, string caller, string parent) = NewTrace();

        using HttpResponseMessage response = await shop.Guest.SendWebhookAsync(body, SandboxWebhooks.Sign(app.Secret(), body), traceParent: parent);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        string[] effects =
        [
            .. Subscription.All.Where(subscription => subscription.Takes("booking.confirmed")).Select(subscription => $"process {subscription.Queue}"),
            "notify by Inbox", "call webhook booking.confirmed", "call webhook receipt.issued", "call webhook assignment.offered",
        ];
        ReceivedSpan[] spans = await Eventually.SatisfiesAsync(
            () => Task.FromResult(SpansOf(trace)),
            seen => !effects.Except(seen.Select(span => span.Name)).Any() && Orphans(seen, caller).Length == 0,
            TimeSpan.FromSeconds(90),
            "A connected trace with all effects in it");

        ReceivedSpan root = spans.Where(span => span.ParentId == caller).ShouldHaveSingleItem();
        root.Service.ShouldBe("api");
        root.Name.ShouldBe("POST /api/v1/webhooks/payments/{provider}");
        spans.Select(span => span.SpanId).ShouldBeUnique();
        foreach (string effect in effects)
        {
            // Some workers hear of the payment too.
            string[] way = spans.Where(span => span.Name == effect && span.Service == "workers").Select(span => WayUp(spans, span).Select(above => above.Name).ToArray())
                .FirstOrDefault(way => way.Contains("publish booking.confirmed")).ShouldNotBeNull($"{effect} comes from the confirmation");
            way[^1].ShouldBe(root.Name);
        }

        // Two hops over the bus, and a call that was made by somebody who came to it later.
        WayUp(spans, spans.Single(span => span.Name == "call webhook receipt.issued")).Select(span => span.Name)
            .Where(name => name.StartsWith('p') || name.StartsWith("call", StringComparison.Ordinal))
            .ShouldBe(["call webhook receipt.issued", "process booking.webhooks", "publish receipt.issued", "process booking.receipts", "publish booking.confirmed"]);
        ReceivedSpan process = spans.First(span => span.Name == "process booking.receipts");
        spans.ShouldContain(span => span.Service == "workers" && span.ParentId == process.SpanId, "The worker's use case and its SQL belong to the trace");
        spans.ShouldContain(span => span.Service == "api" && span.ParentId == root.SpanId);
        receiver.Received.ShouldAllBe(call => !call.Headers.ContainsKey("traceparent"), "Receivers do not get to know our traces");
    }

    [Fact]
    public async Task HealthProbes_WhenTheyAreAnswered_LeaveNoSpans()
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpClient customer = await shop.NewCustomerAsync();
        foreach (string probe in (string[])["health", "alive"])
        {
            using HttpResponseMessage answer = await shop.Guest.GetAsync(probe);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (string trace, _, string parent) = NewTrace();
        using HttpResponseMessage traced = await customer.SendAsync(HttpMethod.Get, "api/v1/bookings", ("traceparent", parent));

        traced.StatusCode.ShouldBe(HttpStatusCode.OK);
        // A host sends its spans in order: once this one is here, those of the probes before it would be too.
        await Eventually.SatisfiesAsync(() => Task.FromResult(SpansOf(trace)), spans => spans.Any(span => span.Name == "GET /api/v1/bookings/" || span.Name == "GET /api/v1/bookings"), what: "The control's span");
        app.Traces.Spans.ShouldNotContain(span => span.Name.Contains("health", StringComparison.OrdinalIgnoreCase) || span.Name.Contains("alive", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Problem_WhenTheRequestIsTraced_NamesItsTrace()
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpClient customer = await shop.NewCustomerAsync();
        (string trace, _, string parent) = NewTrace();

        using HttpResponseMessage response = await customer.SendAsync(HttpMethod.Get, $"api/v1/bookings/{Guid.NewGuid()}", ("traceparent", parent));

        (await response.ShouldRefuseAsync(404, "booking_not_found")).Text("traceId").ShouldBe(trace);
    }

    [Fact]
    public async Task Hub_WhenAClientIsTold_GoesOnWithTheTraceAndKeepsItsToken()
    {
        Shop shop = await Shop.OpenAsync(app);
        using HttpClient customer = await shop.NewCustomerAsync();
        string token = customer.DefaultRequestHeaders.Authorization!.Parameter!;
        app.Traces.Sought[token] = false;
        app.Traces.Sought[BookingHub] = false;
        (string connecting, _, string connectingParent) = NewTrace();
        (string trace, string caller, string parent) = NewTrace();
        await using (HubClient client = await HubClient.ConnectAsync(app, token, traceParent: connectingParent))
        {
            using HttpRequestMessage hold = new(HttpMethod.Post, "api/v1/holds") { Content = JsonContent.Create(Shop.Items(shop.ProductItem(1))) };
            hold.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            hold.Headers.Add("traceparent", parent);
            using HttpResponseMessage held = await customer.SendAsync(hold);
            held.StatusCode.ShouldBe(HttpStatusCode.Created);
            await client.HearAsync("hold.placed");
        }

        ReceivedSpan[] spans = await Eventually.SatisfiesAsync(
            () => Task.FromResult(SpansOf(trace)), seen => seen.Any(span => span.Name == "send hold.placed") && Orphans(seen, caller).Length == 0, what: "A connected trace with the sending in it");
        ReceivedSpan send = spans.Single(span => span.Name == "send hold.placed");
        send.Service.ShouldBe("api");
        WayUp(spans, send).Select(span => span.Name).ShouldBe(["send hold.placed", "publish hold.placed", "PlaceHold", "POST /api/v1/holds/"], "From the request to the client");

        // The connection's own span comes when it ends, with its path and without its query.
        await Eventually.SatisfiesAsync(() => Task.FromResult(SpansOf(connecting)), seen => seen.Length > 0, what: "The connection's span");
        app.Traces.Sought[BookingHub].ShouldBeTrue("The control: what is sent is looked at");
        app.Traces.Sought[token].ShouldBeFalse();
    }

    private const string BookingHub = "/hubs/booking";

    private ReceivedSpan[] SpansOf(string trace) => [.. app.Traces.Spans.Where(span => span.TraceId == trace)];

    /// <summary>Spans whose parent nobody has sent.</summary>
    private static ReceivedSpan[] Orphans(ReceivedSpan[] spans, string caller)
    {
        HashSet<string> known = [.. spans.Select(span => span.SpanId), caller];
        return [.. spans.Where(span => !known.Contains(span.ParentId))];
    }

    private static IEnumerable<ReceivedSpan> WayUp(ReceivedSpan[] spans, ReceivedSpan from)
    {
        for (ReceivedSpan? span = from; span is not null; span = spans.SingleOrDefault(parent => parent.SpanId == span.ParentId))
        {
            yield return span;
        }
    }

    /// <summary>Past the API, which in production lets nobody name this machine.</summary>
    private Task<int> ListenAsync(Shop shop, WebhookReceiver receiver, params string[] types) => app.ExecuteAsync(
        $"""
        INSERT INTO webhook_endpoints (tenant_id, id, url, description, event_types, secret, status, created_at, version)
        VALUES ({shop.TenantId}, gen_random_uuid(), {receiver.Url}, '', {types}, {"whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24))}, 'active', now(), 1)
        """);

    private static (string Trace, string Span, string Header) NewTrace()
    {
        string trace = ActivityTraceId.CreateRandom().ToHexString();
        string span = ActivitySpanId.CreateRandom().ToHexString();
        return (trace, span, $"00-{trace}-{span}-01");
    }
}
