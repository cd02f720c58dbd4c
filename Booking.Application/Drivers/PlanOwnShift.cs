namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Replaces the shifts of the driver who is signed in.</summary>
public sealed record PlanOwnShiftCommand(long Version, ShiftView Shift) : ICommand<Versioned<DriverView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Driver];
}

internal sealed class PlanOwnShiftValidator : AbstractValidator<PlanOwnShiftCommand>
{
    public PlanOwnShiftValidator() => this.Flat(command => command.Shift, new ShiftViewValidator());
}

internal sealed class PlanOwnShiftHandler(IBookingDb db, RequestContext context) : IRequestHandler<PlanOwnShiftCommand, Result<Versioned<DriverView>>>
{
    public async Task<Result<Versioned<DriverView>>> Handle(PlanOwnShiftCommand command, CancellationToken cancellationToken)
    {
        Result<Driver> found = await db.FindDriverAsync(null, command.Version, context, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Result<Done> planned = found.Value.Plan(command.Shift.ToPlan());
        if (planned.IsFailure)
        {
            return planned.Error;
        }

        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewAsync(found.Value, cancellationToken);
    }
}
