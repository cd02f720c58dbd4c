namespace Booking.Contract.Tests;

using System.Text.Json.Nodes;
using Booking.Testing;

/// <summary>The one place that knows how the tests reach the running API.</summary>
internal sealed class RunningSystem(BookingApp app)
{
    private const string DocumentPath = "/openapi/v1.json";

    public HttpClient Http => app.Http;

    public Uri Origin => new(app.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));

    public Task<string> DocumentTextAsync() => Http.GetStringAsync(new Uri(Origin, DocumentPath));

    public async Task<JsonObject> DocumentAsync() => JsonNode.Parse(await DocumentTextAsync())!.AsObject();
}
