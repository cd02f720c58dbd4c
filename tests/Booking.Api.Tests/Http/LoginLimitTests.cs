namespace Booking.Api.Tests.Http;

using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Guessing at one account's password. The guesser is signed in as somebody else, so that only the limit of logins is met, not that of requests.</summary>
[Collection(LimitedCollection.Name)]
public sealed class LoginLimitTests(LimitedApp app)
{
    /// <summary>Less than a minute's requests, and so many that two windows of logins cannot take them.</summary>
    private const int Guesses = 18;

    [Fact]
    public async Task LogIn_WhenAnAccountIsGuessedAt_Is429AfterAFew() => await GuessAsync(await Shop.OpenAsync(app));

    [Fact]
    public async Task LogIn_WhenRedisIsAway_IsStillLimitedAndTheRightPasswordStillGood()
    {
        Shop shop = await Shop.OpenAsync(app);
        await app.StopResourceAsync("cache");
        try
        {
            using HttpClient user = await shop.NewCustomerAsync();
            using HttpResponseMessage right = await LogInAsync(user, shop, "customer2@demo.test", BookingApp.Password, 0);
            right.StatusCode.ShouldBe(HttpStatusCode.OK, await right.Content.ReadAsStringAsync());
            await GuessAsync(shop);
        }
        finally
        {
            await app.StartResourceAsync("cache");
        }
    }

    private static async Task GuessAsync(Shop shop)
    {
        using HttpClient guesser = await shop.NewCustomerAsync();
        int evaluated = 0;
        for (int i = 0; i < Guesses; i++)
        {
            using HttpResponseMessage response = await LogInAsync(guesser, shop, "customer@demo.test", $"wrong password {i}", i);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                evaluated++;
            }
            else
            {
                await response.ShouldRefuseAsync(429, "too_many_attempts");
                response.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldNotBeNull().TotalSeconds.ShouldBeInRange(1, 60);
            }
        }

        evaluated.ShouldBeInRange(1, 2 * LimitedApp.LoginAttempts);
        if (evaluated == LimitedApp.LoginAttempts)
        {
            using HttpResponseMessage locked = await LogInAsync(guesser, shop, "customer@demo.test", BookingApp.Password, 99);
            locked.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        }
    }

    private static async Task<HttpResponseMessage> LogInAsync(HttpClient http, Shop shop, string email, string password, int address)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "api/v1/auth/login")
        {
            Content = new StringContent(new JsonObject { ["email"] = email, ["password"] = password }.ToJsonString(), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Tenant", shop.Slug);
        request.Headers.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"198.51.{address}.7"));
        return await http.SendAsync(request);
    }
}
