namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>One fare as a manager states it.</summary>
public sealed record FareRow(Guid FromStopId, Guid ToStopId, string Class, long Amount, Guid? ScheduleId, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <summary>Replaces all fares of a route. Rules make the fares of every pair of stops; a stated fare takes the place of a made one.</summary>
public sealed record ReplaceFaresCommand(Guid RouteId, long Version, IReadOnlyList<FareRow> Fares, IReadOnlyList<LegFares> Legs, IReadOnlyList<DistanceFares> Distance)
    : ICommand<Versioned<RouteFaresView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class ReplaceFaresHandler(IBookingDb db, ITripStore store, IUnitOfWork unitOfWork, RequestContext context)
    : IRequestHandler<ReplaceFaresCommand, Result<Versioned<RouteFaresView>>>
{
    public async Task<Result<Versioned<RouteFaresView>>> Handle(ReplaceFaresCommand command, CancellationToken cancellationToken)
    {
        Result<Route> own = await store.LockOwnRouteAsync(db, context, command.RouteId, command.Version, cancellationToken);
        if (own.IsFailure)
        {
            return own.Error;
        }

        Route route = own.Value;
        List<Stop> stops = await db.Stops.AsNoTracking().Where(stop => stop.RouteId == route.Id && stop.IsActive).OrderBy(stop => stop.Sequence).ToListAsync(cancellationToken);
        for (int i = 0; i < command.Legs.Count; i++)
        {
            if (command.Legs[i].Amounts.Count != stops.Count - 1)
            {
                return Error.Rule($"/legs/{i}/amounts", $"One amount for each of the {stops.Count - 1} legs.");
            }
        }

        HashSet<Guid> schedules = [.. await db.Schedules.Where(schedule => schedule.RouteId == route.Id).Select(schedule => schedule.Id).ToListAsync(cancellationToken)];
        List<Fare> stated = [.. command.Fares.Select(row => Make(row.FromStopId, row.ToStopId, row.Class, row.Amount, row))];
        Result<FareTable> checkedRows = new FareTable(stated).Check(stops, schedules);
        if (checkedRows.IsFailure)
        {
            return checkedRows.Error;
        }

        HashSet<(Guid, Guid, string)> usual = [.. stated.Where(fare => fare.Rank == 0).Select(fare => (fare.FromStopId, fare.ToStopId, fare.Class))];
        IEnumerable<Fare> made = command.Legs.SelectMany(rule => FareRules.ByLegs(rule, stops).Select(pair => Make(pair.From.Id, pair.To.Id, rule.Class, pair.Amount, null)))
            .Concat(command.Distance.SelectMany(rule => FareRules.ByDistance(rule, stops).Select(pair => Make(pair.From.Id, pair.To.Id, rule.Class, pair.Amount, null))));
        List<Fare> all = [.. stated, .. made.Where(fare => !usual.Contains((fare.FromStopId, fare.ToStopId, fare.Class)))];
        Result<FareTable> table = new FareTable(all).Check(stops, schedules);
        if (table.IsFailure)
        {
            return table.Error;
        }

        await db.Fares.Where(fare => fare.RouteId == route.Id).ExecuteDeleteAsync(cancellationToken);
        db.Fares.AddRange(all);
        route.Revise();
        await db.SaveChangesAsync(cancellationToken);
        return new Versioned<RouteFaresView>(new RouteFaresView(route.Id, route.Currency, [.. all.Select(fare => FareView.Of(fare, route.Currency))]), route.Version);

        Fare Make(Guid from, Guid to, string seatClass, long amount, FareRow? row) =>
            Fare.Create(context.TenantId, Guid.CreateVersion7(unitOfWork.Now), route.Id, from, to, seatClass, amount, row?.ScheduleId, row?.ValidFrom, row?.ValidTo);
    }
}
