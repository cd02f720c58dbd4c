namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;

public sealed record CreateBusCommand(BusDetails Details) : ICommand<Versioned<BusView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class CreateBusHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateBusCommand, Result<Versioned<BusView>>>
{
    public async Task<Result<Versioned<BusView>>> Handle(CreateBusCommand command, CancellationToken cancellationToken)
    {
        Result<Done> owned = command.Details.OperatorId is { } operatorId
            ? await db.CheckUsableAsync(context, operatorId, cancellationToken)
            : await db.CheckOwnerAsync(context, null, cancellationToken);
        if (owned.IsFailure)
        {
            return owned.Error;
        }

        Result<Bus> created = Bus.Create(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, command.Details);
        if (created.IsFailure)
        {
            return created.Error;
        }

        db.Buses.Add(created.Value);
        return BusView.Versioned(created.Value);
    }
}
