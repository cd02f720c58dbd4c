namespace Booking.Contract.Tests;

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed partial class OpenApiTests(BookingApp app)
{
    private static readonly string[] CoreExchange =
    [
        "POST /api/v1/auth/register", "POST /api/v1/auth/login", "GET /api/v1/auth/me",
        "GET /api/v1/events", "GET /api/v1/events/{id}/seats", "GET /api/v1/cars", "GET /api/v1/venues/{id}/availability",
        "GET /api/v1/trips", "GET /api/v1/trips/{id}/seats", "GET /api/v1/services/{id}/slots",
        "POST /api/v1/holds", "GET /api/v1/holds/{id}", "DELETE /api/v1/holds/{id}", "POST /api/v1/holds/{id}/extend",
        "POST /api/v1/bookings", "GET /api/v1/bookings/{id}", "POST /api/v1/bookings/{id}/payments",
        "GET /api/v1/bookings/{id}/receipts", "GET /api/v1/receipts/{id}/pdf",
    ];

    private readonly RunningSystem _system = new(app);

    [Fact]
    public async Task Document_WhenRead_IsOpenApi31()
    {
        var document = await _system.DocumentAsync();

        ((string?)document["openapi"]).ShouldNotBeNull().ShouldStartWith("3.1.");
    }

    [Fact]
    public async Task Document_WhenRead_HoldsTheCoreExchange()
    {
        var rules = await RulesAsync();

        CoreExchange.Except(rules.Operations.Select(operation => operation.Name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Operations_WhenRead_HaveAnIdASummaryAndATag() => (await RulesAsync()).UnnamedOperations().ShouldBeEmpty();

    [Fact]
    public async Task Operations_WhenRead_StateTheirSecurity() => (await RulesAsync()).UnclearSecurity().ShouldBeEmpty();

    [Fact]
    public async Task Bodies_WhenJson_HaveAnExample() => (await RulesAsync()).BodiesWithoutExample().ShouldBeEmpty();

    [Fact]
    public async Task Operations_WhenTheyCanFail_AnswerWithProblems() => (await RulesAsync()).MissingProblems().ShouldBeEmpty();

    [Fact]
    public async Task CommittedDocument_WhenComparedWithTheLiveOne_IsTheSame()
    {
        var live = await _system.DocumentAsync();
        var fresh = Repository.PathOf("artifacts", "openapi", "openapi.v1.json");
        Directory.CreateDirectory(Path.GetDirectoryName(fresh)!);
        live.Remove("servers");
        await File.WriteAllTextAsync(fresh, live.ToJsonString(new JsonSerializerOptions(JsonSerializerOptions.Web) { WriteIndented = true }) + "\n");

        var committed = Repository.PathOf("docs", "openapi.v1.json");
        File.Exists(committed).ShouldBeTrue("docs/openapi.v1.json is missing; the live document is at artifacts/openapi/openapi.v1.json");
        var stored = JsonNode.Parse(await File.ReadAllTextAsync(committed))!.AsObject();
        stored.Remove("servers");

        JsonDifference.Between(stored, live).ShouldBeEmpty("If the change is wanted: cp artifacts/openapi/openapi.v1.json docs/openapi.v1.json");
    }

    // Routing refuses a method it does not know with the ones it serves, so the running API itself tells its routes.
    [Fact]
    public async Task Routes_WhenAskedForTheirMethods_AreThoseOfTheDocument()
    {
        var rules = await RulesAsync();
        List<string> differences = [];
        foreach (var path in rules.Operations.GroupBy(operation => operation.Path))
        {
            using HttpRequestMessage request = new(new HttpMethod("PROBE"), new Uri(_system.Origin, Parameter().Replace(path.Key, _ => Guid.Empty.ToString())));
            using var response = await _system.Http.SendAsync(request);
            var served = response.Content.Headers.Allow.Order(StringComparer.Ordinal);
            var documented = path.Select(operation => operation.Method.ToUpperInvariant()).Order(StringComparer.Ordinal);
            if (response.StatusCode != HttpStatusCode.MethodNotAllowed || !served.SequenceEqual(documented))
            {
                differences.Add($"{path.Key}: served {string.Join(' ', served)} ({(int)response.StatusCode}), documented {string.Join(' ', documented)}");
            }
        }

        differences.ShouldBeEmpty();
    }

    private async Task<DocumentRules> RulesAsync() => new(await _system.DocumentAsync());

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
