namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Replaces the shifts of a driver.</summary>
public sealed record PlanShiftCommand(Guid Id, long Version, ShiftView Shift) : ICommand<Versioned<DriverView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class PlanShiftValidator : AbstractValidator<PlanShiftCommand>
{
    public PlanShiftValidator() => this.Flat(command => command.Shift, new ShiftViewValidator());
}

internal sealed class PlanShiftHandler(IBookingDb db, RequestContext context) : IRequestHandler<PlanShiftCommand, Result<Versioned<DriverView>>>
{
    public async Task<Result<Versioned<DriverView>>> Handle(PlanShiftCommand command, CancellationToken cancellationToken)
    {
        Result<Driver> found = await db.FindDriverAsync(command.Id, command.Version, context, cancellationToken);
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
