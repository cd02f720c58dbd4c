namespace Booking.Api.Tests.Users;

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Booking.Testing;
using Npgsql;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class RegisterUserTests(BookingApp app)
{
    [Fact]
    public async Task Register_WhenTheAddressIsNew_AnswersTheExchangeOfTheContract()
    {
        string email = Accounts.NewEmail();
        using HttpResponseMessage response = await app.Http.PostAsJsonAsync(
            "api/v1/auth/register", new { email = email.ToUpperInvariant(), password = Accounts.Password, name = " Ann Example ", phone = "+4930123456" });

        response.Headers.Location?.ToString().ShouldEndWith("/api/v1/auth/me");
        Session session = await Session.ReadAsync(response, HttpStatusCode.Created);
        session.User.Select(member => member.Key).ShouldBe(["id", "email", "name", "phone", "roles", "tenant"]);
        session.UserId.Version.ShouldBe(7);
        session.Email.ShouldBe(email);
        ((string?)session.User["name"]).ShouldBe("Ann Example");
        ((string?)session.User["phone"]).ShouldBe("+4930123456");
        session.User["roles"]!.AsArray().Select(role => (string?)role).ShouldBe(["customer"]);
        session.User["tenant"]!.AsObject().Select(member => member.Key).ShouldBe(["id", "slug", "name"]);
        ((string?)session.User["tenant"]!["slug"]).ShouldBe("demo");

        using HttpResponseMessage me = await app.Http.GetMeAsync(session.AccessToken);
        me.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.DeepEquals(await me.Content.ReadFromJsonAsync<JsonObject>(), session.User).ShouldBeTrue();
    }

    [Fact]
    public async Task Register_Always_StoresNoPasswordAndAtLeast220000Iterations()
    {
        Session session = await app.Http.RegisterAsync();

        string[] parts = (await HashOfAsync(session.UserId)).Split('$');
        parts[0].ShouldBe("pbkdf2-sha512");
        int.Parse(parts[1], CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(220_000);
        Convert.FromBase64String(parts[2]).Length.ShouldBeGreaterThanOrEqualTo(16);
    }

    [Fact]
    public async Task Register_WhenTheAddressIsTaken_IsAConflict()
    {
        Session session = await app.Http.RegisterAsync();

        using HttpResponseMessage again = await app.Http.PostAsJsonAsync(
            "api/v1/auth/register", new { email = session.Email.ToUpperInvariant(), password = Accounts.Password, name = "Ann" });
        await again.ShouldBeProblemAsync(HttpStatusCode.Conflict, "email_taken");
    }

    [Fact]
    public async Task Register_WhenTwentyTakeOneAddressAtOnce_OneGetsIt()
    {
        var request = new { email = Accounts.NewEmail(), password = Accounts.Password, name = "Ann" };

        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.Http.PostAsJsonAsync("api/v1/auth/register", request)));

        responses.Count(response => response.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        foreach (HttpResponseMessage response in responses.Where(response => response.StatusCode != HttpStatusCode.Created))
        {
            await response.ShouldBeProblemAsync(HttpStatusCode.Conflict, "email_taken");
        }
    }

    [Fact]
    public async Task Register_WhenTheAddressIsTakenInAnotherTenant_IsAnotherUser()
    {
        Session session = await app.Http.RegisterAsync();

        using HttpRequestMessage request = new(HttpMethod.Post, "api/v1/auth/register");
        request.Headers.Add("X-Tenant", "other");
        request.Content = JsonContent.Create(new { email = session.Email, password = Accounts.Password, name = "Ann" });
        using HttpResponseMessage response = await app.Http.SendAsync(request);

        Session other = await Session.ReadAsync(response, HttpStatusCode.Created);
        other.UserId.ShouldNotBe(session.UserId);
        ((string?)other.User["tenant"]!["slug"]).ShouldBe("other");
    }

    [Theory]
    [InlineData("""{ "email": "no address", "password": "A long enough pass phrase", "name": "Ann" }""", "/email")]
    [InlineData("""{ "email": "ann@example.test", "password": "seven-7", "name": "Ann" }""", "/password")]
    [InlineData("""{ "email": "ann@example.test", "password": "Password123", "name": "Ann" }""", "/password")]
    [InlineData("""{ "email": "ann@example.test", "password": "A long enough pass phrase", "name": " " }""", "/name")]
    [InlineData("""{ "email": "ann@example.test", "password": "A long enough pass phrase", "name": "A\u0000nn" }""", "/name")]
    [InlineData("""{ "email": "ann@example.test", "password": "A long enough pass phrase", "name": "Ann", "phone": "030 123456" }""", "/phone")]
    public async Task Register_WhenAMemberIsNotOfTheStatedForm_NamesIt(string body, string pointer)
    {
        using StringContent content = new(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await app.Http.PostAsync("api/v1/auth/register", content);

        JsonObject problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "validation_failed");
        problem["errors"]!.AsObject().Select(error => error.Key).ShouldBe([pointer]);
    }

    [Theory]
    [InlineData("roles", """["admin"]""")]
    [InlineData("tenantId", "\"00000000-0000-0000-0000-000000000001\"")]
    [InlineData("passwordHash", "\"x\"")]
    public async Task Register_WhenAMemberIsOnlyOursToSet_RefusesTheRequest(string member, string value)
    {
        string email = Accounts.NewEmail();
        using StringContent content = new(
            $$"""{ "email": "{{email}}", "password": "{{Accounts.Password}}", "name": "Ann", "{{member}}": {{value}} }""", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await app.Http.PostAsync("api/v1/auth/register", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using HttpResponseMessage logIn = await app.Http.LogInAsync(email, Accounts.Password);
        logIn.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<string> HashOfAsync(Guid userId)
    {
        await using NpgsqlConnection database = await app.DatabaseAsOwnerAsync();
        await using NpgsqlCommand read = new("SELECT password_hash FROM users WHERE id = $1", database) { Parameters = { new() { Value = userId } } };
        return (string)(await read.ExecuteScalarAsync())!;
    }
}
