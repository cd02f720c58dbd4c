namespace Booking.Api.Tests.Holds.Requests;

using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Holds without an account: whoever has the secret has the hold.</summary>
[Collection(BookingCollection.Name)]
public sealed class GuestHoldTests(BookingApp app)
{
    [Fact]
    public async Task PlaceHold_WhenAGuestAsks_AnswersASecretThatOpensHoldBookingAndPayment()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject hold = await shop.HoldAsync(shop.Guest, shop.SeatItem("A-1"));
        string id = hold.Text("id");
        string token = hold.Text("token");

        JsonObject read = await shop.Guest.ReadAsync($"api/v1/holds/{id}", token);
        using HttpResponseMessage extended = await shop.Guest.SendAsync(HttpMethod.Post, $"api/v1/holds/{id}/extend", ("X-Hold-Token", token));
        using HttpResponseMessage booked = await shop.Guest.PostAsync("api/v1/bookings", Shop.BookingOf(id), holdToken: token);
        JsonObject booking = await booked.ShouldAnswerAsync(HttpStatusCode.Created);
        string bookingPath = $"api/v1/bookings/{booking.Text("id")}";
        using HttpResponseMessage paid = await shop.Guest.PostAsync($"{bookingPath}/payments", new JsonObject { ["provider"] = "sandbox" }, holdToken: token);
        JsonObject payment = await paid.ShouldAnswerAsync(HttpStatusCode.Created);
        await shop.PlayAsync(payment.Text("id"), "succeed");

        token.Length.ShouldBeGreaterThan(40);
        read["token"].ShouldBeNull();
        extended.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await shop.Guest.ReadAsync(bookingPath, token)).Text("status").ShouldBe("confirmed");
        (await shop.Guest.ReadAsync($"api/v1/payments/{payment.Text("id")}", token)).Text("status").ShouldBe("succeeded");
        foreach (string path in (string[])[$"api/v1/holds/{id}", bookingPath, $"api/v1/payments/{payment.Text("id")}"])
        {
            foreach (string wrong in (string[])["", "ht_wrong", token[..^1], token + "x", token.ToUpperInvariant(), new string('x', 300)])
            {
                using HttpResponseMessage refused = await shop.Guest.SendAsync(HttpMethod.Get, path, ("X-Hold-Token", wrong));
                refused.StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{path} with {wrong}");
            }

            using HttpResponseMessage without = await shop.Guest.GetAsync(path);
            without.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    /// <summary>What is kept for the repetition has the secret in it.</summary>
    [Fact]
    public async Task PlaceHold_WhenAGuestRepeatsIt_AnswersTheSameBytesAndNoTableHasTheSecret()
    {
        Shop shop = await Shop.OpenAsync(app);
        string key = Guid.NewGuid().ToString();
        using HttpResponseMessage first = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(shop.ProductItem(1)), key);
        string answer = await first.Content.ReadAsStringAsync();
        JsonObject hold = await first.ShouldAnswerAsync(HttpStatusCode.Created);
        string token = hold.Text("token");

        using HttpResponseMessage again = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(shop.ProductItem(1)), key);
        (again.StatusCode, await again.Content.ReadAsStringAsync()).ShouldBe((HttpStatusCode.Created, answer));
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);

        using HttpResponseMessage booked = await shop.Guest.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")), holdToken: token);
        string booking = (await booked.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id");
        using HttpResponseMessage paid = await shop.Guest.PostAsync($"api/v1/bookings/{booking}/payments", new JsonObject { ["provider"] = "sandbox" }, holdToken: token);
        await paid.ShouldAnswerAsync(HttpStatusCode.Created);

        (await TablesWithAsync(shop, token)).ShouldBeEmpty();
        (await TablesWithAsync(shop, hold.Text("id"))).ShouldContain("bookings");
        (await app.ScalarAsync<string>($"SELECT response::text FROM idempotency_keys WHERE tenant_id = {shop.TenantId} AND route = 'POST /api/v1/holds'")).ShouldStartWith("\"sealed.v1.local.");
    }

    [Fact]
    public async Task AnyCall_WhenTheTokenIsMissingOrAnothers_Is404AndNothingHasHappened()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject hold = await shop.HoldAsync(shop.Guest, shop.SeatItem("A-1"));
        JsonObject another = await shop.HoldAsync(shop.Guest, shop.SeatItem("A-2"));
        string path = $"api/v1/holds/{hold.Text("id")}";
        string before = await shop.FootprintAsync();

        foreach (string? token in (string?[])[null, another.Text("token"), "'; --"])
        {
            (string, string)[] headers = token is null ? [] : [("X-Hold-Token", token)];
            using HttpResponseMessage read = await shop.Guest.SendAsync(HttpMethod.Get, path, headers);
            using HttpResponseMessage extended = await shop.Guest.SendAsync(HttpMethod.Post, $"{path}/extend", headers);
            using HttpResponseMessage released = await shop.Guest.SendAsync(HttpMethod.Delete, path, headers);
            using HttpResponseMessage booked = await shop.Guest.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")), holdToken: token);
            foreach (HttpResponseMessage response in (HttpResponseMessage[])[read, extended, released, booked])
            {
                await response.ShouldRefuseAsync(404, "hold_not_found");
            }
        }

        (await shop.FootprintAsync()).ShouldBe(before);
        (await app.ScalarAsync<bool>($"SELECT bool_or(token_hash = convert_to({hold.Text("token")}, 'UTF8')) FROM holds WHERE tenant_id = {shop.TenantId}")).ShouldBeFalse();
    }

    [Fact]
    public async Task PlaceHold_WhenTheTenantSellsToUsersOnly_Is401()
    {
        Shop shop = await Shop.OpenAsync(app, allowsGuests: false);
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await shop.Guest.PostAsync("api/v1/holds", Shop.Items(shop.SeatItem("A-1")));
        using HttpClient other = app.NewClient(tenant: "other");
        using HttpResponseMessage seeded = await other.PostAsync("api/v1/holds", Shop.Items(shop.SeatItem("A-1")));

        await response.ShouldRefuseAsync(401, "not_authenticated");
        await seeded.ShouldRefuseAsync(401, "not_authenticated");
        (await shop.FootprintAsync()).ShouldBe(before);
        await shop.HoldAsync(shop.Customer, shop.SeatItem("A-1"));
    }

    [Fact]
    public async Task PlaceHold_WhenTheGuestsTenantIsUnknown_Is404()
    {
        using HttpClient nobody = app.NewClient(tenant: "no-such-tenant");

        using HttpResponseMessage response = await nobody.PostAsync("api/v1/holds", new JsonObject { ["items"] = new JsonArray() });

        await response.ShouldRefuseAsync(404, "tenant_not_found");
    }

    /// <summary>The tables with a row of the shop that has a text in it, in whatever column.</summary>
    private async Task<string[]> TablesWithAsync(Shop shop, string text)
    {
        List<string> found = [];
        string tables = await app.ScalarAsync<string>($"SELECT string_agg(DISTINCT c.table_name, ',') FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) WHERE c.table_schema = 'public' AND c.column_name = 'tenant_id' AND t.table_type = 'BASE TABLE'");
        foreach (string table in tables.Split(','))
        {
            if (await app.ScalarAsync<bool>(FormattableStringFactory.Create($"SELECT EXISTS (SELECT 1 FROM {table} r WHERE r.tenant_id = {{0}} AND strpos(r::text, {{1}}) > 0)", shop.TenantId, text)))
            {
                found.Add(table);
            }
        }

        return [.. found];
    }
}
