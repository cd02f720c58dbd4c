namespace Booking.Api.Tests.Users;

using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Testing;
using Npgsql;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class RefreshSessionTests(BookingApp app)
{
    [Fact]
    public async Task Refresh_WhenTheTokenIsFresh_AnswersANewSession()
    {
        Session first = await app.Http.RegisterAsync();

        Session second = await Session.ReadAsync(await app.Http.RefreshAsync(first.RefreshToken));

        JsonNode.DeepEquals(second.User, first.User).ShouldBeTrue();
        second.RefreshToken.ShouldNotBe(first.RefreshToken);
        using HttpResponseMessage me = await app.Http.GetMeAsync(second.AccessToken);
        me.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Session.ReadAsync(await app.Http.RefreshAsync(second.RefreshToken));
    }

    [Fact]
    public async Task Refresh_WhenTheTenantIsNotTheDefault_IsFoundByTheTokenAlone()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "api/v1/auth/register");
        request.Headers.Add("X-Tenant", "other");
        request.Content = System.Net.Http.Json.JsonContent.Create(new { email = Accounts.NewEmail(), password = Accounts.Password, name = "Ann" });
        Session session = await Session.ReadAsync(await app.Http.SendAsync(request), HttpStatusCode.Created);

        Session next = await Session.ReadAsync(await app.Http.RefreshAsync(session.RefreshToken));
        ((string?)next.User["tenant"]!["slug"]).ShouldBe("other");
    }

    [Fact]
    public async Task Refresh_WhenTheTokenIsStored_OnlyItsHashIs()
    {
        Session session = await app.Http.RegisterAsync();

        Base64Url.DecodeFromChars(session.RefreshToken.AsSpan(3)).Length.ShouldBe(48);
        await using NpgsqlConnection database = await app.DatabaseAsOwnerAsync();
        await using NpgsqlCommand read = new("SELECT hash FROM refresh_tokens WHERE user_id = $1", database) { Parameters = { new() { Value = session.UserId } } };
        ((byte[])(await read.ExecuteScalarAsync())!).ShouldBe(SHA256.HashData(Encoding.UTF8.GetBytes(session.RefreshToken)));
    }

    [Fact]
    public async Task Refresh_WhenASpentTokenComesLater_RevokesTheFamily()
    {
        Session first = await app.Http.RegisterAsync();
        Session second = await Session.ReadAsync(await app.Http.RefreshAsync(first.RefreshToken));
        Session elsewhere = await Session.ReadAsync(await app.Http.LogInAsync(first.Email, Accounts.Password));
        await AgeAsync(first.UserId, "spent_at = spent_at - interval '11 seconds'");

        await RefusedAsync(first.RefreshToken);

        await RefusedAsync(second.RefreshToken);
        (await CountAsync(first.UserId, "revoked_at IS NOT NULL")).ShouldBe(2);
        await Session.ReadAsync(await app.Http.RefreshAsync(elsewhere.RefreshToken));
    }

    [Fact]
    public async Task Refresh_WhenASpentTokenComesAtOnce_IsRefusedAndTheFamilyLives()
    {
        Session first = await app.Http.RegisterAsync();
        Session second = await Session.ReadAsync(await app.Http.RefreshAsync(first.RefreshToken));

        await RefusedAsync(first.RefreshToken);

        await Session.ReadAsync(await app.Http.RefreshAsync(second.RefreshToken));
    }

    [Fact]
    public async Task Refresh_WhenTwentyUseOneTokenAtOnce_OneWinsAndStaysSignedIn()
    {
        Session session = await app.Http.RegisterAsync();

        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.Http.RefreshAsync(session.RefreshToken)));

        HttpResponseMessage winner = responses.Where(response => response.StatusCode == HttpStatusCode.OK).ShouldHaveSingleItem();
        foreach (HttpResponseMessage loser in responses.Where(response => response != winner))
        {
            await loser.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "invalid_refresh_token");
        }

        (await CountAsync(session.UserId, "true")).ShouldBe(2);
        await Session.ReadAsync(await app.Http.RefreshAsync((await Session.ReadAsync(winner)).RefreshToken));
    }

    [Fact]
    public async Task Refresh_WhenAFamilyIsRevokedWhileItGrows_NoTokenOfItSurvives()
    {
        for (int round = 0; round < 5; round++)
        {
            Session first = await app.Http.RegisterAsync();
            Session second = await Session.ReadAsync(await app.Http.RefreshAsync(first.RefreshToken));
            await AgeAsync(first.UserId, "spent_at = spent_at - interval '11 seconds'");

            HttpResponseMessage[] responses = await Task.WhenAll(app.Http.RefreshAsync(second.RefreshToken), app.Http.RefreshAsync(first.RefreshToken));

            responses[1].StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await CountAsync(first.UserId, "revoked_at IS NULL")).ShouldBe(0);
            if (responses[0].StatusCode == HttpStatusCode.OK)
            {
                await RefusedAsync((await Session.ReadAsync(responses[0])).RefreshToken);
            }
        }
    }

    [Fact]
    public async Task Refresh_WhenTheTokenIsTooOld_Refuses()
    {
        Session session = await app.Http.RegisterAsync();
        await AgeAsync(session.UserId, "expires_at = expires_at - interval '30 days'");

        await RefusedAsync(session.RefreshToken);
    }

    [Fact]
    public async Task Refresh_WhenTheTokenIsNotOurs_Refuses()
    {
        Session session = await app.Http.RegisterAsync();
        byte[] bytes = Base64Url.DecodeFromChars(session.RefreshToken.AsSpan(3));
        byte[] otherSecret = [.. bytes[..47], (byte)(bytes[47] ^ 1)];
        byte[] otherTenant = [.. Guid.NewGuid().ToByteArray(), .. bytes[16..]];

        await RefusedAsync("rt_" + Base64Url.EncodeToString(otherSecret));
        await RefusedAsync("rt_" + Base64Url.EncodeToString(otherTenant));
        await RefusedAsync("nonsense");
        await RefusedAsync(session.AccessToken);
        await Session.ReadAsync(await app.Http.RefreshAsync(session.RefreshToken));
    }

    private async Task RefusedAsync(string refreshToken)
    {
        using HttpResponseMessage response = await app.Http.RefreshAsync(refreshToken);
        await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "invalid_refresh_token");
    }

    private async Task AgeAsync(Guid userId, string change)
    {
        await using NpgsqlConnection database = await app.DatabaseAsOwnerAsync();
        await using NpgsqlCommand update = new($"UPDATE refresh_tokens SET {change} WHERE user_id = $1", database) { Parameters = { new() { Value = userId } } };
        (await update.ExecuteNonQueryAsync()).ShouldBePositive();
    }

    private async Task<long> CountAsync(Guid userId, string condition)
    {
        await using NpgsqlConnection database = await app.DatabaseAsOwnerAsync();
        await using NpgsqlCommand count = new($"SELECT count(*) FROM refresh_tokens WHERE user_id = $1 AND {condition}", database) { Parameters = { new() { Value = userId } } };
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
