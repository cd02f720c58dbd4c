namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Members that are null stay as they are. What is sold keeps the terms it was sold on.</summary>
public sealed record EditRouteCommand(
    Guid Id,
    long Version,
    string? Name,
    Guid? OperatorId,
    int? TaxRate,
    bool? RequiresNames,
    bool? RequiresDocuments,
    IReadOnlyList<PassengerFare>? PassengerTypes,
    int? SaleClosesMinutes,
    int? DelayCaseMinutes,
    CancellationPolicy? Policy,
    bool? IsActive) : ICommand<Versioned<RouteView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class EditRouteHandler(IBookingDb db, ITripStore store, RequestContext context) : IRequestHandler<EditRouteCommand, Result<Versioned<RouteView>>>
{
    public async Task<Result<Versioned<RouteView>>> Handle(EditRouteCommand command, CancellationToken cancellationToken)
    {
        Result<Route> own = await store.LockOwnRouteAsync(db, context, command.Id, command.Version, cancellationToken);
        if (own.IsFailure)
        {
            return own.Error;
        }

        Route route = own.Value;
        if (command.OperatorId is { } operatorId && operatorId != route.OperatorId)
        {
            Result<Done> usable = await db.CheckUsableAsync(context, operatorId, cancellationToken);
            if (usable.IsFailure)
            {
                return usable.Error;
            }
        }

        Result<Done> edited = route.Edit(new RouteDetails(
            command.Name ?? route.Name, command.OperatorId ?? route.OperatorId, command.TaxRate ?? route.TaxRate,
            command.RequiresNames ?? route.RequiresNames, command.RequiresDocuments ?? route.RequiresDocuments, command.PassengerTypes ?? route.PassengerTypes,
            command.SaleClosesMinutes ?? route.SaleClosesMinutes, command.DelayCaseMinutes ?? route.DelayCaseMinutes, command.Policy ?? route.Policy));
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        if (command.IsActive == true)
        {
            route.Resume();
        }

        await db.SaveChangesAsync(cancellationToken);
        return await db.RouteViewAsync(route, cancellationToken);
    }
}

internal static class OwnRoutes
{
    /// <summary>The route, locked, when it is the caller's and has not been changed since.</summary>
    public static async Task<Result<Route>> LockOwnRouteAsync(this ITripStore store, IBookingDb db, RequestContext context, Guid id, long version, CancellationToken ct)
    {
        Route? route = await store.LockRouteAsync(id, ct);
        if (route is null)
        {
            return OfferingErrors.NotFound;
        }

        Result<Done> owned = await db.CheckOwnerAsync(context, route.OperatorId, ct);
        if (owned.IsFailure)
        {
            return owned.Error;
        }

        Result<Done> current = route.CheckVersion(version);
        return current.IsSuccess ? route : current.Error;
    }

    /// <summary>What is shown of a route that has just been saved.</summary>
    public static async Task<Versioned<RouteView>> RouteViewAsync(this IBookingDb db, Route route, CancellationToken ct)
    {
        string company = await db.Operators.Where(company => company.Id == route.OperatorId).Select(company => company.Name).SingleAsync(ct);
        List<Stop> stops = await db.Stops.Where(stop => stop.RouteId == route.Id && stop.IsActive).ToListAsync(ct);
        return RouteView.Versioned(route, company, stops);
    }
}
