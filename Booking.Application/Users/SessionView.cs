namespace Booking.Application.Users;

using Booking.Application.Tenants;
using Booking.Domain.Users;
using Mapster;

/// <param name="AccessToken">A JWT; send it as <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresInSeconds">How long the access token is good for.</param>
/// <param name="RefreshToken">Opaque and good for one use within 30 days; every use answers with the next one.</param>
public sealed record SessionView(UserView User, string AccessToken, int ExpiresInSeconds, string RefreshToken)
{
    internal static SessionView Of(User user, TenantView tenant, AccessToken access, string refreshToken, TypeAdapterConfig mapping) =>
        new(user.ToView(tenant, mapping), access.Value, (int)access.Lifetime.TotalSeconds, refreshToken);

    /// <summary>Keeps the tokens out of logs.</summary>
    public override string ToString() => nameof(SessionView);
}
