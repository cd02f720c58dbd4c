namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Draws a template anew. Events that took a copy keep theirs.</summary>
public sealed record ReplaceSeatMapCommand(Guid Id, long Version, string Name, string Place, SeatLayout Layout) : ICommand<Versioned<SeatMapView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [Roles.Provider, Roles.Admin];
}

internal sealed class ReplaceSeatMapValidator : AbstractValidator<ReplaceSeatMapCommand>
{
    public ReplaceSeatMapValidator()
    {
        RuleFor(command => command.Name).IsSeatMapName();
        RuleFor(command => command.Place).IsPlaceName();
    }
}

internal sealed class ReplaceSeatMapHandler(IBookingDb db, RequestContext context) : IRequestHandler<ReplaceSeatMapCommand, Result<Versioned<SeatMapView>>>
{
    public async Task<Result<Versioned<SeatMapView>>> Handle(ReplaceSeatMapCommand command, CancellationToken cancellationToken)
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
        if (current.IsFailure)
        {
            return current.Error;
        }

        Result<Done> edited = map.Edit(new SeatMapDetails(command.Name, command.Place, command.Layout));
        return edited.IsFailure ? edited.Error : SeatMapView.Tagged(map, saved: 1);
    }
}
