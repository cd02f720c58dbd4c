namespace Booking.Api.Tests.Users;

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class TenantOfRequestTests(BookingApp app)
{
    [Theory]
    [InlineData("no-such-tenant")]
    [InlineData("' OR 1=1 --")]
    [InlineData("")]
    public async Task AnyCall_WhenTheTenantIsUnknown_Is404(string slug)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "api/v1/auth/login");
        request.Headers.TryAddWithoutValidation("X-Tenant", slug);
        request.Content = JsonContent.Create(new { email = Accounts.NewEmail(), password = Accounts.Password });

        using HttpResponseMessage response = await app.Http.SendAsync(request);

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "tenant_not_found");
    }

    [Fact]
    public async Task GetMe_WhenTheHeaderNamesAnotherTenantThanTheToken_TheTokenWins()
    {
        Session session = await app.Http.RegisterAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "api/v1/auth/me");
        request.Headers.Add("X-Tenant", "other");
        request.Headers.Add("Authorization", $"Bearer {session.AccessToken}");

        using HttpResponseMessage response = await app.Http.SendAsync(request);

        JsonObject? me = await response.Content.ReadFromJsonAsync<JsonObject>();
        ((string?)me!["tenant"]!["slug"]).ShouldBe("demo");
    }
}
