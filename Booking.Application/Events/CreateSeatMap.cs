namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Draws a template.</summary>
public sealed record CreateSeatMapCommand(string Name, string Place, SeatLayout Layout) : ICommand<Versioned<SeatMapView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [Roles.Provider, Roles.Admin];
}

internal sealed class CreateSeatMapValidator : AbstractValidator<CreateSeatMapCommand>
{
    public CreateSeatMapValidator()
    {
        RuleFor(command => command.Name).IsSeatMapName();
        RuleFor(command => command.Place).IsPlaceName();
    }
}

internal sealed class CreateSeatMapHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateSeatMapCommand, Result<Versioned<SeatMapView>>>
{
    public Task<Result<Versioned<SeatMapView>>> Handle(CreateSeatMapCommand command, CancellationToken cancellationToken)
    {
        Guid? owner = context.IsAdmin ? null : context.UserId;
        Result<SeatMap> map = SeatMap.Create(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, owner, new SeatMapDetails(command.Name, command.Place, command.Layout));
        if (map.IsFailure)
        {
            return Task.FromResult(Result<Versioned<SeatMapView>>.Failure(map.Error));
        }

        db.SeatMaps.Add(map.Value);
        return Task.FromResult(Result<Versioned<SeatMapView>>.Success(SeatMapView.Tagged(map.Value)));
    }
}
