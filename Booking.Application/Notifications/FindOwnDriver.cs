namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Which driver the caller is; 0 or 1 id.</summary>
public sealed record FindOwnDriverQuery : IQuery<IReadOnlyList<Guid>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Driver];
}

internal sealed class FindOwnDriverHandler(IBookingDb db, RequestContext context) : IRequestHandler<FindOwnDriverQuery, Result<IReadOnlyList<Guid>>>
{
    public async Task<Result<IReadOnlyList<Guid>>> Handle(FindOwnDriverQuery query, CancellationToken cancellationToken) =>
        Result<IReadOnlyList<Guid>>.Success(await db.Drivers.Where(driver => driver.UserId == context.UserId).Select(driver => driver.Id).ToListAsync(cancellationToken));
}
