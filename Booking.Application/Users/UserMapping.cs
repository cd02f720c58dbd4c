namespace Booking.Application.Users;

using Booking.Application.Tenants;
using Booking.Domain.Users;
using Mapster;

internal sealed class UserMapping : IRegister
{
    public void Register(TypeAdapterConfig config) => config.NewConfig<User, UserView>();
}

internal static class UserViews
{
    /// <summary>A user knows only the tenant's id, so the tenant comes beside the map.</summary>
    public static UserView ToView(this User user, TenantView tenant, TypeAdapterConfig mapping) =>
        user.Adapt<User, UserView>(mapping) with { Tenant = tenant };
}
