namespace Booking.Chaos.Tests.Messaging;

using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Booking.Chaos.Tests.Receipts;
using Booking.Testing;
using Npgsql;
using RabbitMQ.Client;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

/// <summary>SIGTERM while there is much to do: what is in hand is finished, nothing that is finished comes again, and the end comes soon.</summary>
[Collection(BookingCollection.Name)]
public sealed class GracefulStopTests(BookingApp app, ITestOutputHelper output)
{
    private const int Events = 800;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    // Each has all of the events in its queue.
    private static readonly string[] Consumers = ["receipts", "tickets", "drivers"];

    private static readonly string[] NothingThatHappensHere = ["venue_series.cancelled"];

    [Fact]
    public async Task Stop_WhenHundredsOfEventsWaitAndAWebhookIsInFlight_FinishesWhatIsInHandAndGivesBackTheRest()
    {
        await using WorkersBench bench = await WorkersBench.PrepareAsync(app);
        await using WebhookReceiver receiver = new();
        using ManualResetEventSlim mayAnswer = new();
        receiver.Answer = _ =>
        {
            mayAnswer.Wait();
            return "204 No Content\r\n\r\n";
        };
        Sale sale = await Sale.MakeAsync(app);
        using HttpClient admin = await app.SignInAsync("admin@demo.test");
        Guid endpoint = await ListenAsync(admin, receiver);
        try
        {
            Guid[] events = [.. Enumerable.Range(0, Events).Select(_ => Guid.NewGuid())];
            foreach (Guid id in events)
            {
                await bench.Channel.BasicPublishAsync("booking.events", "booking.confirmed", mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent, MessageId = id.ToString() }, Event(id, sale));
            }

            await using (WorkersProcess first = StartWorkers(bench))
            {
                await first.WaitForOutputAsync("outbox is connected");
                await Eventually.SatisfiesAsync(() => Task.FromResult(receiver.Received.Count), count => count == 1, TimeSpan.FromSeconds(60), "The webhook in flight");
                foreach (string consumer in Consumers)
                {
                    await Eventually.SatisfiesAsync(() => HandledAsync(consumer, events), count => count > 20, TimeSpan.FromSeconds(60), $"Some events of {consumer}");
                }

                Stopwatch stopping = Stopwatch.StartNew();
                await first.TerminateAsync();
                await first.WaitForOutputAsync("Application is shutting down");
                mayAnswer.Set();
                (await first.ExitAsync()).ShouldBe(0, string.Join('\n', first.Output.TakeLast(50)));
                output.WriteLine($"The workers stopped within {stopping.Elapsed.TotalSeconds:0.0} s.");
                stopping.Elapsed.ShouldBeLessThan(StopLimit);
            }

            // Whatever is finished has been acknowledged, whatever is not is back: the queue has exactly what is left.
            long left = 0;
            foreach (string consumer in Consumers)
            {
                long handled = await HandledAsync(consumer, events);
                output.WriteLine($"{consumer}: {handled} of {Events} were handled before the end.");
                left += Events - handled;
                await Eventually.SatisfiesAsync(() => bench.CountAsync($"booking.{consumer}"), waiting => waiting >= Events - handled, what: $"The rest of {consumer}");
                ((long)await OwnAsync(bench, consumer, events)).ShouldBe(Events - handled);
            }

            left.ShouldBeGreaterThan(0);
            (await DeliveryAsync(endpoint)).ShouldBe("succeeded 1");
            await using (WorkersProcess second = StartWorkers(bench))
            {
                foreach (string consumer in Consumers)
                {
                    await Eventually.SatisfiesAsync(() => HandledAsync(consumer, events), count => count == Events, TimeSpan.FromSeconds(60), $"All events of {consumer}");
                }

                (await second.StopAsync()).ShouldBe(0);
            }

            (await sale.ReceiptsAsync()).ShouldBe(1);
            receiver.Received.ShouldHaveSingleItem();
        }
        finally
        {
            await app.ExecuteAsync($"DELETE FROM webhook_endpoints WHERE id = {endpoint}");
        }
    }

    [Fact]
    public async Task Stop_WhenRequestsAreInFlight_AnswersThemAndAcceptsNoNewOnes()
    {
        const int Requests = 20;
        await using ApiHostProcess api = ApiHostProcess.Start(app, new Dictionary<string, string> { ["Holds__MaxLivePerCustomer"] = "1000", ["RateLimits__Sale"] = "100000" });
        Uri address = await api.AddressAsync();
        using HttpClient customer = new() { BaseAddress = address };
        customer.DefaultRequestHeaders.Add("X-Tenant", "demo");
        using HttpResponseMessage login = await customer.PostAsJsonAsync("api/v1/auth/login", new { email = "customer@demo.test", password = BookingApp.Password });
        customer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString());
        (Guid product, Guid pool) = await PlentyAsync();
        await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        await using NpgsqlTransaction locking = await connection.BeginTransactionAsync();
        await using (NpgsqlCommand take = new("SELECT 1 FROM pools WHERE id = $1 FOR UPDATE", connection, locking) { Parameters = { new() { Value = pool } } })
        {
            await take.ExecuteNonQueryAsync();
        }

        Task<HttpResponseMessage>[] holding = [.. Enumerable.Range(0, Requests).Select(_ => HoldAsync(customer, product))];
        await Eventually.SatisfiesAsync(
            () => app.ScalarAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND state = 'active'"), count => count > 0, what: "Requests that wait");
        Stopwatch stopping = Stopwatch.StartNew();
        await api.TerminateAsync();
        await Eventually.SatisfiesAsync(() => IsAcceptingAsync(address), isAccepting => !isAccepting, what: "The refusal of new connections");
        holding.Count(request => request.IsCompleted).ShouldBeLessThan(Requests, "Requests are still in flight");
        await locking.RollbackAsync();

        HttpResponseMessage[] answers = await Task.WhenAll(holding);
        (await api.ExitAsync()).ShouldBe(0, string.Join('\n', api.Output.TakeLast(50)));
        output.WriteLine($"The API stopped within {stopping.Elapsed.TotalSeconds:0.0} s; {answers.GroupBy(answer => answer.StatusCode).Select(status => $"{status.Count()} × {(int)status.Key}").Aggregate((a, b) => $"{a}, {b}")}.");
        stopping.Elapsed.ShouldBeLessThan(StopLimit);

        // Whoever waited for too long behind the lock is told so; nobody is left without an answer.
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created || answer.StatusCode == HttpStatusCode.ServiceUnavailable);
        answers.ShouldContain(answer => answer.StatusCode == HttpStatusCode.Created);
    }

    /// <summary>One ping for the dispatcher; of the bus's events the endpoint wants none that come here.</summary>
    private async Task<Guid> ListenAsync(HttpClient admin, WebhookReceiver receiver)
    {
        JsonElement endpoint = await PostAsync(admin, "api/v1/webhook-endpoints", new { url = receiver.Url, description = "Stop", eventTypes = NothingThatHappensHere });
        Guid id = endpoint.GetProperty("id").GetGuid();
        await PostAsync(admin, $"api/v1/webhook-endpoints/{id}/ping", new { });
        return id;
    }

    // Receivers on this machine are allowed in development only.
    private static WorkersProcess StartWorkers(WorkersBench bench) => bench.StartWorkers(
        ("DOTNET_ENVIRONMENT", "Development"), ("ASPNETCORE_ENVIRONMENT", "Development"),
        ("Payments__Sandbox__BaseUrl", "http://127.0.0.1:1"), ("Payments__Sandbox__WebhookSecret", "only-for-one-run-of-tests"));

    private Task<long> HandledAsync(string consumer, Guid[] events) => app.ScalarAsync<long>($"SELECT count(*) FROM inbox_messages WHERE consumer = {consumer} AND message_id = ANY ({events})");

    private Task<string> DeliveryAsync(Guid endpoint) => app.ScalarAsync<string>($"SELECT string_agg(status || ' ' || attempt_count, ', ') FROM webhook_deliveries WHERE endpoint_id = {endpoint}");

    /// <summary>How many of these events are in a worker's queue; others may be there too.</summary>
    private static async Task<int> OwnAsync(WorkersBench bench, string consumer, Guid[] events)
    {
        HashSet<string> own = [.. events.Select(id => id.ToString())];
        return (await bench.PeekAsync($"booking.{consumer}")).Count(message => own.Contains(JsonDocument.Parse(message.Body).RootElement.GetProperty("id").GetString()!));
    }

    private static byte[] Event(Guid id, Sale sale) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        specversion = "1.0",
        id,
        type = "booking.confirmed",
        source = "/booking",
        subject = sale.BookingId,
        tenantid = sale.TenantId,
        data = new { bookingId = sale.BookingId },
    }));

    private async Task<(Guid Product, Guid Pool)> PlentyAsync()
    {
        await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        await using NpgsqlCommand find = new(
            "SELECT p.id, o.id FROM products p JOIN pools o ON o.tenant_id = p.tenant_id AND o.id = p.pool_id JOIN tenants t ON t.id = p.tenant_id WHERE t.slug = 'demo' AND p.is_active ORDER BY o.capacity - o.held - o.sold DESC LIMIT 1", connection);
        await using NpgsqlDataReader reader = await find.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetGuid(0), reader.GetGuid(1));
    }

    private static async Task<HttpResponseMessage> HoldAsync(HttpClient customer, Guid product)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "api/v1/holds") { Content = JsonContent.Create(new { items = new[] { new { kind = "product", productId = product, quantity = 1 } } }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await customer.SendAsync(request);
    }

    private static async Task<bool> IsAcceptingAsync(Uri address)
    {
        using HttpClient another = new() { BaseAddress = address };
        try
        {
            using HttpResponseMessage answer = await another.GetAsync("alive");
            return true;
        }
        catch (HttpRequestException)
        {
            // Refused, or reset: the system had it in the listener's backlog when that was closed.
            return false;
        }
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using HttpResponseMessage response = await client.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
