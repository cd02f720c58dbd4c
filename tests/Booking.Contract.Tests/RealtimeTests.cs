namespace Booking.Contract.Tests;

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Booking.Testing;
using Npgsql;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

/// <summary>The real client of SignalR against two replicas of the API, behind a balancer.</summary>
[Collection(BookingCollection.Name)]
public sealed class RealtimeTests(BookingApp app, NpmTools tools, ITestOutputHelper output) : IClassFixture<NpmTools>
{
    private const int Clients = 100;
    private const int WithinMilliseconds = 5_000;

    /// <summary>Beyond it the figure is given up; it is no part of what is promised.</summary>
    private const int Limit = 30_000;

    [Fact]
    public async Task Clients_WhenAReplicaIsKilledAndTheBrokerRestarts_ConvergeToTheDatabase()
    {
        Guid eventId = await SmallHallAsync();
        ApiProcess[] replicas = await Task.WhenAll(ApiProcess.StartAsync(app), ApiProcess.StartAsync(app));
        await using ApiProcess one = replicas[0];
        await using ApiProcess two = replicas[1];
        await using RealtimeClients clients = await RealtimeClients.StartAsync(tools);
        JsonObject started = await clients.SendAsync(new JsonObject
        {
            ["command"] = "start",
            ["ports"] = new JsonArray(one.Port, two.Port),
            ["count"] = Clients,
            ["eventId"] = eventId,
            ["tenant"] = "demo",
        });
        started["connections"]!.AsArray().ShouldAllBe(connections => (int)connections! >= Clients / 2, "Both replicas have clients");
        using HttpClient customer = await CustomerAsync(two);

        // Sales go on before, during and after the kill.
        Task<int> selling = SellAsync(customer, eventId, ["A", "B"]);
        await Eventually.SatisfiesAsync(() => TakenAsync(eventId), taken => taken >= 20, what: "Some sales");
        await one.KillAsync();
        int sold = await selling;

        JsonObject killed = await ExpectAsync(clients, eventId);
        output.WriteLine(
            $"{Clients} clients on two replicas, one killed among {sold} changes of seats: {killed["reconnected"]} reconnected within {killed["away"]} ms, all show the database's state {killed["milliseconds"]} ms after the last change and {killed["sinceReconnect"]} ms after the last reconnect.");
        ((int)killed["reconnected"]!).ShouldBeGreaterThan(0);
        Math.Min((int)killed["milliseconds"]!, (int)killed["sinceReconnect"]!).ShouldBeLessThan(WithinMilliseconds);

        // The workers publish late, and the replica learns that it may have missed something.
        await app.StopResourceAsync("messaging");
        try
        {
            sold = await SellAsync(customer, eventId, ["C"]);
        }
        finally
        {
            await app.StartResourceAsync("messaging");
        }

        JsonObject away = await ExpectAsync(clients, eventId);
        output.WriteLine($"The broker away during {sold} changes of seats: all show the database's state {away["milliseconds"]} ms after it is back.");
        await clients.SendAsync(new JsonObject { ["command"] = "stop" });
    }

    private async Task<JsonObject> ExpectAsync(RealtimeClients clients, Guid eventId)
    {
        JsonObject answer = await clients.SendAsync(new JsonObject { ["command"] = "expect", ["expected"] = await StateAsync(eventId), ["limit"] = Limit });
        ((int)answer["late"]!).ShouldBe(0, answer.ToJsonString());
        return answer;
    }

    /// <summary>Holds seats one after the other: every third is booked, every third given back.</summary>
    /// <returns>How often a seat has changed hands.</returns>
    private static async Task<int> SellAsync(HttpClient customer, Guid eventId, string[] rows)
    {
        int changes = 0;
        foreach (string seat in rows.SelectMany(row => Enumerable.Range(1, 20).Select(number => $"{row}-{number}")))
        {
            JsonElement hold = await PostAsync(customer, "holds", new { items = new[] { new { kind = "eventSeat", eventId, seats = new[] { seat } } } });
            string id = hold.GetProperty("id").GetString()!;
            switch (changes++ % 3)
            {
                case 0:
                    await PostAsync(customer, "bookings", new { holdId = id, customer = new { name = "Ada Demo", email = "customer@demo.test", phone = "+4915112345678" } });
                    break;
                case 1:
                    using (HttpResponseMessage released = await customer.DeleteAsync($"holds/{id}"))
                    {
                        released.EnsureSuccessStatusCode();
                    }

                    break;
            }
        }

        return changes;
    }

    /// <summary>What every client has to show, read from the tables.</summary>
    private async Task<JsonObject> StateAsync(Guid eventId)
    {
        JsonObject seats = [];
        JsonObject available = [];
        await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        await using NpgsqlCommand command = new(
            """
            SELECT s.seat, s.ticket_type_id, CASE WHEN c.state IS NOT NULL THEN c.state WHEN s.is_blocked THEN 'blocked' ELSE 'free' END
            FROM event_seats s LEFT JOIN seat_claims c ON c.tenant_id = s.tenant_id AND c.event_id = s.event_id AND c.seat = s.seat
              AND c.state IN ('held', 'booked') AND (c.state = 'booked' OR c.expires_at > now())
            WHERE s.event_id = $1
            """,
            connection)
        {
            Parameters = { new() { Value = eventId } },
        };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            seats[reader.GetString(0)] = reader.GetString(2);
            string type = reader.GetGuid(1).ToString();
            available[type] = ((int?)available[type] ?? 0) + (reader.GetString(2) == "free" ? 1 : 0);
        }

        return new JsonObject { ["seats"] = seats, ["available"] = available };
    }

    private Task<long> TakenAsync(Guid eventId) => app.ScalarAsync<long>($"SELECT count(*) FROM seat_claims WHERE event_id = {eventId}");

    /// <summary>The demo's seated event with four of its rows.</summary>
    private async Task<Guid> SmallHallAsync()
    {
        Guid eventId = await app.ScalarAsync<Guid>($"SELECT e.id FROM events e JOIN tenants t ON t.id = e.tenant_id WHERE t.slug = 'demo' AND e.seating = 'reserved' ORDER BY e.id LIMIT 1");
        await app.ExecuteAsync($"DELETE FROM event_seats WHERE event_id = {eventId} AND seat !~ '^[A-D]-'");
        return eventId;
    }

    private async Task<HttpClient> CustomerAsync(ApiProcess api)
    {
        HttpClient http = new() { BaseAddress = new Uri($"http://127.0.0.1:{api.Port}/api/v1/") };
        JsonElement session = await PostAsync(http, "auth/login", new { email = "customer@demo.test", password = BookingApp.Password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("accessToken").GetString());
        return http;
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using HttpResponseMessage response = await http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
