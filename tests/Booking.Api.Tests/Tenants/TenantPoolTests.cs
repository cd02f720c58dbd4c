namespace Booking.Api.Tests.Tenants;

using System.Net;
using System.Text.Json;
using Booking.Api.Tests.Holds.Races;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Tenants share connections, and nothing of one is left on them for the next. <see cref="TenantPoolControlTests"/> shows that these tests can fail.</summary>
[Collection(BookingCollection.Name)]
public sealed class TenantPoolTests(BookingApp app)
{
    [Fact]
    public async Task Queries_WhenTwoTenantsShareFourConnections_SeeNoForeignRow()
    {
        await using TenantPool pool = await TenantPool.OpenAsync(app);

        TenantPoolReport report = await pool.AskAsync(await TwoTenants.CarsAsync(app), requests: 10_000);

        (report.Foreign, report.Missing).ShouldBe((0, 0));
        report.Backends.ShouldBeInRange(1, TenantPool.Connections);
    }

    [Fact]
    public async Task ListCars_WhenTwoTenantsAskInTurn_AnswersTheirOwnCarsOnly()
    {
        const int Requests = 1_000;
        string carClass = $"pool-{Guid.NewGuid():N}";
        Dictionary<string, Guid[]> cars = new()
        {
            ["demo"] = await (await RaceArena.OpenAsync(app)).CarsAsync(3, carClass),
            ["other"] = await (await RaceArena.OpenAsync(app, "other")).CarsAsync(2, carClass),
        };
        using HttpClient http = app.NewClient();

        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, ct) =>
        {
            string tenant = i % 2 == 0 ? "demo" : "other";
            using HttpRequestMessage request = new(HttpMethod.Get, $"api/v1/cars?class={carClass}&limit=200");
            request.Headers.Add("X-Tenant", tenant);
            using HttpResponseMessage response = await http.SendAsync(request, ct);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            JsonElement page = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(ct));
            page.GetProperty("items").EnumerateArray().Select(car => car.GetProperty("id").GetGuid()).ShouldBe(cars[tenant], ignoreOrder: true);
        });
    }
}

/// <summary>How many cars each of two tenants has.</summary>
internal static class TwoTenants
{
    public static async Task<IReadOnlyDictionary<Guid, int>> CarsAsync(BookingApp app)
    {
        Dictionary<Guid, int> counts = [];
        foreach (string slug in (string[])["demo", "other"])
        {
            Guid tenant = await app.ScalarAsync<Guid>($"SELECT id FROM tenants WHERE slug = {slug}");
            counts[tenant] = (int)await app.ScalarAsync<long>($"SELECT count(*) FROM cars WHERE tenant_id = {tenant}");
            counts[tenant].ShouldBeGreaterThan(0);
        }

        return counts;
    }
}
