namespace Booking.Application.Users;

using Booking.Application.Abstractions;
using Booking.Application.Tenants;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Mapster;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetMeQuery : IQuery<UserView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [];
}

internal sealed class GetMeHandler(IBookingDb db, ITenantDirectory tenants, RequestContext context, TypeAdapterConfig mapping) : IRequestHandler<GetMeQuery, Result<UserView>>
{
    public async Task<Result<UserView>> Handle(GetMeQuery query, CancellationToken cancellationToken)
    {
        TenantView? tenant = await tenants.FindAsync(context.TenantId, cancellationToken);
        User? user = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == context.UserId, cancellationToken);
        return tenant is null || user is null ? UserErrors.NotSignedIn : user.ToView(tenant, mapping);
    }
}
