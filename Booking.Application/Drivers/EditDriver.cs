namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Changes a driver, but the shifts.</summary>
public sealed record EditDriverCommand(Guid Id, long Version, DriverChanges Changes) : ICommand<Versioned<DriverView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class EditDriverValidator : AbstractValidator<EditDriverCommand>
{
    public EditDriverValidator() => this.Flat(command => command.Changes, new DriverChangesValidator());
}

internal sealed class EditDriverHandler(IBookingDb db, RequestContext context) : IRequestHandler<EditDriverCommand, Result<Versioned<DriverView>>>
{
    public async Task<Result<Versioned<DriverView>>> Handle(EditDriverCommand command, CancellationToken cancellationToken)
    {
        Result<Driver> found = await db.FindDriverAsync(command.Id, command.Version, context, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Result<Done> edited = found.Value.Edit(command.Changes.Over(found.Value.ToDetails()));
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewAsync(found.Value, cancellationToken);
    }
}
