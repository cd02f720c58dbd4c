namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Makes a user with the role a driver of the tenant.</summary>
public sealed record CreateDriverCommand(Guid UserId, DriverChanges Changes, ShiftView Shift) : ICommand<Versioned<DriverView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class CreateDriverValidator : AbstractValidator<CreateDriverCommand>
{
    public CreateDriverValidator()
    {
        this.Flat(command => command.Changes, new DriverChangesValidator());
        RuleFor(command => command.Shift).SetValidator(new ShiftViewValidator());
    }
}

internal sealed class CreateDriverHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateDriverCommand, Result<Versioned<DriverView>>>
{
    public async Task<Result<Versioned<DriverView>>> Handle(CreateDriverCommand command, CancellationToken cancellationToken)
    {
        // Two requests for one user take turns, so the second one sees the first one's row.
        User? user = await db.LockUserAsync(command.UserId, cancellationToken);
        if (user?.Roles.Contains(Roles.Driver) != true)
        {
            return Error.Rule("/userId", "There is no such user with the role of a driver.");
        }

        if (await db.Drivers.AnyAsync(driver => driver.UserId == user.Id, cancellationToken))
        {
            return DriverErrors.Exists;
        }

        DriverDetails blank = new(user.Name, [], default, "", [], IsActive: true);
        Result<Driver> created = Driver.Create(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, user.Id, command.Changes.Over(blank), command.Shift.ToPlan());
        if (created.IsFailure)
        {
            return created.Error;
        }

        db.Drivers.Add(created.Value);
        return new Versioned<DriverView>(DriverView.Of(created.Value, null), created.Value.Version);
    }
}
