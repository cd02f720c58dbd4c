namespace Booking.Api.Tests.Users;

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;

/// <summary>Accounts for tests of signing in: each test makes its own, so that no test spends another's attempts.</summary>
internal static class Accounts
{
    public const string Password = "A long enough pass phrase";

    public static string NewEmail() => $"{Guid.NewGuid():N}@example.test";

    public static async Task<Session> RegisterAsync(this HttpClient http, string? email = null)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync("api/v1/auth/register", new { email = email ?? NewEmail(), password = Password, name = "Ann Example" });
        return await Session.ReadAsync(response, HttpStatusCode.Created);
    }

    public static Task<HttpResponseMessage> LogInAsync(this HttpClient http, string email, string password) =>
        http.PostAsJsonAsync("api/v1/auth/login", new { email, password });

    public static Task<HttpResponseMessage> RefreshAsync(this HttpClient http, string refreshToken) =>
        http.PostAsJsonAsync("api/v1/auth/refresh", new { refreshToken });

    public static Task<HttpResponseMessage> LogOutAsync(this HttpClient http, string refreshToken) =>
        http.PostAsJsonAsync("api/v1/auth/logout", new { refreshToken });

    public static async Task<HttpResponseMessage> GetMeAsync(this HttpClient http, string? accessToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "api/v1/auth/me");
        if (accessToken is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {accessToken}").ShouldBeTrue();
        }

        return await http.SendAsync(request);
    }

    /// <summary>The problem's members, after its form was checked.</summary>
    public static async Task<JsonObject> ShouldBeProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        string body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, body);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        JsonObject problem = JsonNode.Parse(body)!.AsObject();
        ((string?)problem["code"]).ShouldBe(code);
        ((int?)problem["status"]).ShouldBe((int)status);
        if (status == HttpStatusCode.Unauthorized)
        {
            response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
        }

        return problem;
    }
}

internal sealed record Session(JsonObject User, string AccessToken, string RefreshToken)
{
    public string Email => (string)User["email"]!;

    public Guid UserId => Guid.Parse((string)User["id"]!);

    public static async Task<Session> ReadAsync(HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.OK)
    {
        string text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, text);
        response.Headers.CacheControl.ShouldBe(new CacheControlHeaderValue { NoStore = true });
        JsonObject body = JsonNode.Parse(text)!.AsObject();
        body.Select(member => member.Key).ShouldBe(["user", "accessToken", "expiresInSeconds", "refreshToken"]);
        ((int?)body["expiresInSeconds"]).ShouldBe(900);
        return new Session(body["user"]!.AsObject(), (string)body["accessToken"]!, (string)body["refreshToken"]!);
    }
}
