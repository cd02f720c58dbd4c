namespace Booking.Api.Tests.Http;

using System.Net;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class CorsTests(BookingApp app)
{
    private const string Allow = "Access-Control-Allow-Origin";

    /// <summary>The tests' system is in Development, where pages of this machine may call.</summary>
    [Theory]
    [InlineData("http://localhost:3000", true)]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    public async Task Request_WhenAPageAsks_MayReadTheAnswerOnlyFromAnAllowedOrigin(string origin, bool isAllowed)
    {
        using HttpResponseMessage preflight = await app.Http.SendAsync(
            HttpMethod.Options, "api/v1/holds", ("Origin", origin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,idempotency-key"));
        preflight.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        preflight.Headers.Contains(Allow).ShouldBe(isAllowed);

        using HttpResponseMessage read = await app.Http.SendAsync(HttpMethod.Get, "api/v1/products?limit=1", ("Origin", origin));
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        read.Headers.TryGetValues(Allow, out IEnumerable<string>? allowed).ShouldBe(isAllowed);
        (allowed ?? [origin]).ShouldBe([origin]);
    }
}
