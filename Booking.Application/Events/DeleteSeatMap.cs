namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Throws a template away. Events that took a copy keep theirs.</summary>
public sealed record DeleteSeatMapCommand(Guid Id, long Version) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [Roles.Provider, Roles.Admin];
}

internal sealed class DeleteSeatMapHandler(IBookingDb db, RequestContext context) : IRequestHandler<DeleteSeatMapCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(DeleteSeatMapCommand command, CancellationToken cancellationToken)
    {
        SeatMap? map = await db.SeatMaps.SingleOrDefaultAsync(map => map.Id == command.Id, cancellationToken);
        if (map is null)
        {
            return SeatMapErrors.NoSeatMap;
        }

        if (!context.MayManage(map.OwnerId))
        {
            return OfferingErrors.NotTheOwner;
        }

        Result<Done> current = map.CheckVersion(command.Version);
        if (current.IsSuccess)
        {
            db.SeatMaps.Remove(map);
        }

        return current;
    }
}
