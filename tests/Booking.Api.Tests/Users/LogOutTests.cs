namespace Booking.Api.Tests.Users;

using System.Net;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class LogOutTests(BookingApp app)
{
    [Fact]
    public async Task LogOut_WhenSignedIn_EndsThatSessionOnly()
    {
        Session first = await app.Http.RegisterAsync();
        Session second = await Session.ReadAsync(await app.Http.RefreshAsync(first.RefreshToken));
        Session elsewhere = await Session.ReadAsync(await app.Http.LogInAsync(first.Email, Accounts.Password));

        using HttpResponseMessage response = await app.Http.LogOutAsync(second.RefreshToken);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
        using HttpResponseMessage refresh = await app.Http.RefreshAsync(second.RefreshToken);
        await refresh.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "invalid_refresh_token");
        await Session.ReadAsync(await app.Http.RefreshAsync(elsewhere.RefreshToken));
    }

    [Fact]
    public async Task LogOut_WhenRepeatedOrUnknown_IsDone()
    {
        Session session = await app.Http.RegisterAsync();

        foreach (string token in (string[])[session.RefreshToken, session.RefreshToken, "nonsense"])
        {
            using HttpResponseMessage response = await app.Http.LogOutAsync(token);
            response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }
    }
}
