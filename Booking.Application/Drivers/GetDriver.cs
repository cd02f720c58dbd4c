namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using MediatR;

/// <param name="Id">Null for the driver who is signed in.</param>
public sealed record GetDriverQuery(Guid? Id) : IQuery<Versioned<DriverView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Driver, Roles.Admin];
}

internal sealed class GetDriverHandler(IBookingDb db, RequestContext context) : IRequestHandler<GetDriverQuery, Result<Versioned<DriverView>>>
{
    public async Task<Result<Versioned<DriverView>>> Handle(GetDriverQuery query, CancellationToken cancellationToken)
    {
        Result<Driver> found = await db.FindDriverAsync(query.Id, null, context, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        return context.IsAdmin || found.Value.UserId == context.UserId ? await db.ViewAsync(found.Value, cancellationToken) : DriverErrors.NotFound;
    }
}
