namespace Booking.Chaos.Tests.Messaging;

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Booking.Chaos.Tests.Receipts;
using Booking.Testing;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

/// <summary>What operators see of the workers: their health and their metrics.</summary>
[Collection(BookingCollection.Name)]
public sealed class WorkersHealthTests(BookingApp app)
{
    private static readonly (string, string) LookingOften = ("Backlogs__Interval", "00:00:00.500");

    [Fact]
    public async Task Health_WhenAnEventHasDied_IsDegradedWithTheWorkersNameUntilItIsGone()
    {
        using OtlpReceiver telemetry = new();
        await using WorkersBench bench = await WorkersBench.PrepareAsync(app);
        await using WorkersProcess workers = bench.StartWorkers([LookingOften, .. telemetry.Settings.Select(setting => (setting.Key, setting.Value))]);
        using HttpClient http = new() { BaseAddress = await workers.AddressAsync() };
        await BecomesAsync(http, "worker.receipts", "Healthy");
        Sale sale = await Sale.MakeAsync(app);
        await sale.HasReceiptAsync();
        await app.ExecuteAsync($"UPDATE bookings SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' WHERE id = {sale.BookingId}");

        await bench.Channel.BasicPublishAsync("booking.events", "booking.confirmed", mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, "no event"u8.ToArray());

        JsonElement degraded = await BecomesAsync(http, "worker.receipts", "Degraded");
        degraded.GetProperty("status").GetString().ShouldBe("Degraded");
        Check(degraded, "worker.receipts").GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("1 dead");
        await HasMetricAsync(telemetry, "booking.queue.dead", "receipts", value => value == 1);
        await HasMetricAsync(telemetry, "booking.messaging.dead_lettered", "receipts", value => value >= 1);
        foreach (string consumer in (string[])["receipts", "tickets", "drivers", "webhooks"])
        {
            await HasMetricAsync(telemetry, "booking.messaging.consumed", consumer, value => value > 0);
            await HasMetricAsync(telemetry, "booking.messaging.lag", consumer, value => value > 0);
            await HasMetricAsync(telemetry, "booking.queue.consumers", consumer, value => value == 1);
        }

        foreach (string tick in (string[])["RidesWorker", "BookingLifeWorker", "WaitlistTickWorker"])
        {
            await HasMetricAsync(telemetry, "booking.ticks.duration", tick, value => value > 0);
        }

        // Only tenants with work are visited: one booking is over.
        await HasMetricAsync(telemetry, "booking.ticks.batches", "BookingLifeWorker", value => value > 0);

        telemetry.Metrics.ShouldContain(metric => metric.Name == "booking.backlog.age" && metric.Tags["booking.backlog"] == "outbox");

        foreach (string queue in (string[])["booking.receipts.dead", "booking.tickets.dead", "booking.drivers.dead", "booking.webhooks.dead", "booking.conversions.dead"])
        {
            await bench.Channel.QueuePurgeAsync(queue);
        }

        await BecomesAsync(http, "worker.receipts", "Healthy");
        (await workers.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Health_WhenNoWorkersRun_IsSeenFromTheApiByTheAgeOfTheBacklog()
    {
        await using WorkersBench bench = await WorkersBench.PrepareAsync(app);
        using HttpClient admin = await app.SignInAsync("admin@demo.test");
        Sale sale = await Sale.MakeAsync(app);
        await OfApiBecomesAsync(admin, "healthy");

        await app.ExecuteAsync($"UPDATE outbox_messages SET occurred_at = occurred_at - interval '10 minutes' WHERE subject = {sale.BookingId} AND published_at IS NULL");

        JsonElement degraded = await OfApiBecomesAsync(admin, "degraded");
        degraded.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("the limit is 60 s");
        (await admin.GetFromJsonAsync<JsonElement>("api/v1/health")).GetProperty("status").GetString().ShouldBe("degraded");
        using (HttpResponseMessage probe = await app.Http.GetAsync("health"))
        {
            (await probe.Content.ReadAsStringAsync()).ShouldNotContain("backlog", Case.Insensitive, "The API's own health does not depend on the workers");
        }

        await using WorkersProcess workers = bench.StartWorkers();
        await sale.HasReceiptAsync();
        await OfApiBecomesAsync(admin, "healthy");
        (await workers.StopAsync()).ShouldBe(0);
    }

    /// <summary>The health of the host as soon as one of its checks says so; the answer is 200 whatever waits.</summary>
    private static Task<JsonElement> BecomesAsync(HttpClient http, string check, string status) => Eventually.SatisfiesAsync(
        async () =>
        {
            using HttpResponseMessage response = await http.GetAsync("health");
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            return await response.Content.ReadFromJsonAsync<JsonElement>();
        },
        health => Check(health, check).GetProperty("status").GetString() == status,
        what: $"{check} becoming {status}");

    private static JsonElement Check(JsonElement health, string name) => health.GetProperty("checks").GetProperty(name);

    private static Task<JsonElement> OfApiBecomesAsync(HttpClient admin, string status) => Eventually.SatisfiesAsync(
        async () => (await admin.GetFromJsonAsync<JsonElement>("api/v1/health")).GetProperty("dependencies").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "backlog.outbox"),
        outbox => outbox.GetProperty("status").GetString() == status,
        TimeSpan.FromSeconds(60),
        $"The outbox being {status}");

    private static async Task HasMetricAsync(OtlpReceiver telemetry, string name, string worker, Func<double, bool> condition) => await Eventually.SatisfiesAsync(
        () => Task.FromResult(telemetry.Metrics.Where(metric => metric.Name == name && metric.Tags.GetValueOrDefault("booking.worker") == worker).Select(metric => metric.Value).ToArray()),
        values => values.Any(condition),
        what: $"{name} of {worker}");
}
