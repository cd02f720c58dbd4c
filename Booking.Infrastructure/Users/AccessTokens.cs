namespace Booking.Infrastructure.Users;

using Booking.Application.Users;
using Booking.Domain.Users;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

/// <summary>JWT access tokens as in RFC 9068.</summary>
internal sealed class AccessTokens(SigningKeys keys, TimeProvider clock) : IAccessTokens
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly JsonWebTokenHandler _handler = new();
    private readonly SigningCredentials _credentials = new(keys.Current, SecurityAlgorithms.HmacSha256);

    public AccessToken Issue(User user)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        string token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = keys.Issuer,
            Audience = keys.Audience,
            TokenType = AccessTokenClaims.TokenType,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            SigningCredentials = _credentials,
            Claims = new Dictionary<string, object>
            {
                [AccessTokenClaims.User] = user.Id.ToString(),
                [AccessTokenClaims.Tenant] = user.TenantId.ToString(),
                [AccessTokenClaims.Role] = user.Roles.ToArray(),
                ["jti"] = Guid.NewGuid().ToString(),
            },
        });
        return new AccessToken(token, Lifetime);
    }
}

/// <summary>What an access token says, as it is written in the token.</summary>
public static class AccessTokenClaims
{
    public const string TokenType = "at+jwt";

    public const string User = "sub";

    public const string Tenant = "tid";

    /// <summary>An array; one claim for each role.</summary>
    public const string Role = "role";
}
