namespace Booking.Application.Cars;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>The blackouts of a car that hold, oldest first.</summary>
public sealed record ListCarBlackoutsQuery(Guid CarId, PageRequest Page) : IQuery<Page<BlackoutView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class ListCarBlackoutsHandler(IBookingDb db, Blackouts blackouts, RequestContext context) : IRequestHandler<ListCarBlackoutsQuery, Result<Page<BlackoutView>>>
{
    public async Task<Result<Page<BlackoutView>>> Handle(ListCarBlackoutsQuery query, CancellationToken cancellationToken)
    {
        Result<Car> car = await db.FindManagedCarAsync(query.CarId, null, context, cancellationToken);
        return car.IsFailure ? car.Error : await blackouts.ListAsync(car.Value.Id, query.Page, cancellationToken);
    }
}
