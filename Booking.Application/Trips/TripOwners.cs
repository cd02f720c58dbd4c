namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using Booking.Domain.Users;
using Microsoft.EntityFrameworkCore;

/// <summary>Who may change what: everything of an operator belongs to the operator's owner.</summary>
internal static class TripOwners
{
    public static readonly IReadOnlyList<string> Roles = [Domain.Users.Roles.Provider, Domain.Users.Roles.Admin];

    /// <param name="operatorId">Null is the tenant itself, for admins only.</param>
    public static async Task<Result<Done>> CheckOwnerAsync(this IBookingDb db, RequestContext context, Guid? operatorId, CancellationToken ct)
    {
        Guid? owner = operatorId is null ? null : await db.Operators.AsNoTracking().Where(company => company.Id == operatorId).Select(company => company.OwnerId).SingleOrDefaultAsync(ct);
        return context.MayManage(owner) ? Result.Success : OfferingErrors.NotTheOwner;
    }

    public static async Task<Result<Done>> CheckOwnerOfRouteAsync(this IBookingDb db, RequestContext context, Guid routeId, CancellationToken ct) =>
        await db.CheckOwnerAsync(context, await db.Routes.AsNoTracking().Where(route => route.Id == routeId).Select(route => (Guid?)route.OperatorId).SingleOrDefaultAsync(ct), ct);

    /// <summary>That an operator exists and the caller may plan for it.</summary>
    public static async Task<Result<Done>> CheckUsableAsync(this IBookingDb db, RequestContext context, Guid operatorId, CancellationToken ct)
    {
        if (!await db.Operators.AnyAsync(company => company.Id == operatorId && company.IsActive, ct))
        {
            return Error.Rule("/operatorId", "There is no such operator.");
        }

        return await db.CheckOwnerAsync(context, operatorId, ct);
    }

    /// <summary>That a bus exists and may be planned with.</summary>
    public static async Task<Result<Done>> CheckBusAsync(this IBookingDb db, RequestContext context, Guid busId, CancellationToken ct)
    {
        var bus = await db.Buses.AsNoTracking().Where(bus => bus.Id == busId && bus.IsActive).Select(bus => new { bus.OperatorId }).SingleOrDefaultAsync(ct);
        return bus is null ? Error.Rule("/busId", "There is no such bus.") : await db.CheckOwnerAsync(context, bus.OperatorId, ct);
    }

    /// <summary>That a driver is one.</summary>
    public static async Task<Result<Done>> CheckDriverAsync(this IBookingDb db, Guid? driverId, CancellationToken ct) =>
        driverId is null || await db.Users.AnyAsync(user => user.Id == driverId && user.Roles.Contains(Domain.Users.Roles.Driver), ct)
            ? Result.Success
            : Error.Rule("/driverId", "There is no such driver.");

    /// <summary>The caller's own operators; all of them for an admin.</summary>
    public static IQueryable<Operator> Managed(this IQueryable<Operator> operators, RequestContext context) =>
        context.IsAdmin ? operators : operators.Where(company => company.OwnerId != null && company.OwnerId == context.UserId);

    /// <summary>Lists for managers are for managers.</summary>
    public static Error? CheckManager(RequestContext context) =>
        context.UserId is null ? UserErrors.NotSignedIn : Roles.Intersect(context.Roles).Any() ? null : UserErrors.Forbidden;
}
