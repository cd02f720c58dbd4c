namespace Booking.Application.Users;

using Booking.Domain.Users;

/// <summary>Signs access tokens.</summary>
public interface IAccessTokens
{
    AccessToken Issue(User user);
}

/// <param name="Value">Three base64url parts; a secret.</param>
public sealed record AccessToken(string Value, TimeSpan Lifetime)
{
    public override string ToString() => nameof(AccessToken);
}
