namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <param name="Stops">In the order of the ride.</param>
public sealed record CreateRouteCommand(RouteDetails Details, string Currency, IReadOnlyList<StopDetails> Stops) : ICommand<Versioned<RouteView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class CreateRouteHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateRouteCommand, Result<Versioned<RouteView>>>
{
    public async Task<Result<Versioned<RouteView>>> Handle(CreateRouteCommand command, CancellationToken cancellationToken)
    {
        Result<Done> usable = await db.CheckUsableAsync(context, command.Details.OperatorId, cancellationToken);
        if (usable.IsFailure)
        {
            return usable.Error;
        }

        Guid id = Guid.CreateVersion7(unitOfWork.Now);
        Result<Route> created = Route.Create(id, context.TenantId, command.Currency, command.Details);
        if (created.IsFailure)
        {
            return created.Error;
        }

        Result<Done> stops = Route.CheckStops(command.Stops);
        if (stops.IsFailure)
        {
            return stops.Error;
        }

        if (command.Stops.Index().FirstOrDefault(stop => stop.Item.Id is not null) is { Item: not null } foreign)
        {
            return Error.Rule($"/stops/{foreign.Index}/id", "A new route has new stops.");
        }

        List<Stop> added = [.. command.Stops.Select((stop, i) => Stop.Create(context.TenantId, Guid.CreateVersion7(unitOfWork.Now), id, i, stop))];
        db.Routes.Add(created.Value);
        await db.SaveChangesAsync(cancellationToken);
        db.Stops.AddRange(added);
        string company = await db.Operators.Where(company => company.Id == command.Details.OperatorId).Select(company => company.Name).SingleAsync(cancellationToken);
        return RouteView.Versioned(created.Value, company, added);
    }
}
