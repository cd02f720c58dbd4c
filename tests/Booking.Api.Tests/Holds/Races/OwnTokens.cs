namespace Booking.Api.Tests.Holds.Races;

using System.Net.Http.Headers;
using Booking.Domain.Users;
using Booking.Infrastructure.Users;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

/// <summary>Access tokens of the system's own key: signing in would take seconds of password hashing and the attempts of everybody's address.</summary>
internal static class OwnTokens
{
    private static readonly AccessTokens Tokens = new(
        SigningKeys.From(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Auth:SigningKeys:0:Id"] = "local", ["Auth:SigningKeys:0:Key"] = SigningKeys.DevelopmentKey }).Build(),
            new HostingEnvironment { EnvironmentName = "Development" }),
        TimeProvider.System);

    public static AuthenticationHeaderValue For(Guid tenantId, Guid userId, string role = Roles.Customer) =>
        new("Bearer", Tokens.Issue(User.Register(userId, tenantId, "", "", null, "", [role], DateTimeOffset.UnixEpoch)).Value);
}
