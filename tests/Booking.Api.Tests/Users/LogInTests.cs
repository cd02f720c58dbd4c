namespace Booking.Api.Tests.Users;

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Booking.Testing;
using Npgsql;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class LogInTests(BookingApp app)
{
    [Fact]
    public async Task LogIn_WhenThePasswordIsRight_AnswersTheExchangeOfTheContract()
    {
        Session registered = await app.Http.RegisterAsync();

        using HttpResponseMessage response = await app.Http.LogInAsync(registered.Email.ToUpperInvariant(), Accounts.Password);

        Session session = await Session.ReadAsync(response);
        JsonNode.DeepEquals(session.User, registered.User).ShouldBeTrue();
        session.RefreshToken.ShouldNotBe(registered.RefreshToken);
        session.AccessToken.ShouldNotBe(registered.AccessToken);
    }

    [Fact]
    public async Task LogIn_WhenThePasswordIsWrongOrTheUserUnknown_AnswersTheSame()
    {
        Session session = await app.Http.RegisterAsync();

        using HttpResponseMessage wrong = await app.Http.LogInAsync(session.Email, "another pass phrase");
        using HttpResponseMessage unknown = await app.Http.LogInAsync(Accounts.NewEmail(), "another pass phrase");

        JsonObject wrongProblem = await wrong.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "invalid_credentials");
        JsonObject unknownProblem = await unknown.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "invalid_credentials");
        wrongProblem.Remove("traceId").ShouldBeTrue();
        unknownProblem.Remove("traceId").ShouldBeTrue();
        wrongProblem.ToJsonString().ShouldBe(unknownProblem.ToJsonString());
        Names(wrong).ShouldBe(Names(unknown));
    }

    [Theory]
    [InlineData("A long enough pass phrase ")]
    [InlineData(" A long enough pass phrase")]
    [InlineData("a long enough pass phrase")]
    [InlineData("A long enough pass phras")]
    public async Task LogIn_WhenThePasswordIsAlmostRight_Refuses(string password)
    {
        Session session = await app.Http.RegisterAsync();

        using HttpResponseMessage response = await app.Http.LogInAsync(session.Email, password);
        await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "invalid_credentials");
    }

    [Fact]
    public async Task LogIn_WhenTheUserIsOfAnotherTenant_Refuses()
    {
        Session session = await app.Http.RegisterAsync();

        using HttpRequestMessage request = new(HttpMethod.Post, "api/v1/auth/login");
        request.Headers.Add("X-Tenant", "other");
        request.Content = JsonContent.Create(new { email = session.Email, password = Accounts.Password });
        using HttpResponseMessage response = await app.Http.SendAsync(request);

        await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "invalid_credentials");
    }

    [Fact]
    public async Task LogIn_WhenTheStoredHashIsWeak_StoresAStrongerOne()
    {
        Session session = await app.Http.RegisterAsync();
        byte[] salt = RandomNumberGenerator.GetBytes(16);
        string weak = $"pbkdf2-sha512$1000${Convert.ToBase64String(salt)}${Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(Accounts.Password, salt, 1000, HashAlgorithmName.SHA512, 64))}";
        await using NpgsqlConnection database = await app.DatabaseAsOwnerAsync();
        await using NpgsqlCommand weaken = new("UPDATE users SET password_hash = $2 WHERE id = $1", database)
        {
            Parameters = { new() { Value = session.UserId }, new() { Value = weak } },
        };
        await weaken.ExecuteNonQueryAsync();

        using HttpResponseMessage wrong = await app.Http.LogInAsync(session.Email, "another pass phrase");
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await IterationsOfAsync(database, session.UserId)).ShouldBe(1000);

        await Session.ReadAsync(await app.Http.LogInAsync(session.Email, Accounts.Password));
        (await IterationsOfAsync(database, session.UserId)).ShouldBeGreaterThanOrEqualTo(220_000);
        await Session.ReadAsync(await app.Http.LogInAsync(session.Email, Accounts.Password));
    }

    private static IEnumerable<string> Names(HttpResponseMessage response) => response.Headers.Select(header => header.Key).Where(name => name != "Date").Order();

    private static async Task<int> IterationsOfAsync(NpgsqlConnection database, Guid userId)
    {
        await using NpgsqlCommand read = new("SELECT password_hash FROM users WHERE id = $1", database) { Parameters = { new() { Value = userId } } };
        return int.Parse(((string)(await read.ExecuteScalarAsync())!).Split('$')[1], CultureInfo.InvariantCulture);
    }
}
