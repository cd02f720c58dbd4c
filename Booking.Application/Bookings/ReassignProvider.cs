namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>
/// Gives an appointment that is sold to another provider, whoever performs it now and whether the customer named somebody or not: an admin any,
/// a provider the own ones and those of the own services. Time and price stay, and the customer is told.
/// </summary>
/// <param name="Force">Working hours do not matter; the provider's other appointments do.</param>
/// <param name="Note">For the customer.</param>
public sealed record ReassignProviderCommand(Guid BookingId, int Item, Guid ProviderId, bool Force, string? Note) : ICommand<ReassignmentView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class ReassignProviderValidator : AbstractValidator<ReassignProviderCommand>
{
    public ReassignProviderValidator() => RuleFor(command => command.Note).Prose(Reassignment.NoteMaxLength);
}

internal sealed class ReassignProviderHandler(IBookingDb db, ProviderDispatch dispatch, RequestContext context) : IRequestHandler<ReassignProviderCommand, Result<ReassignmentView>>
{
    public async Task<Result<ReassignmentView>> Handle(ReassignProviderCommand command, CancellationToken cancellationToken)
    {
        if (await db.LockOwnAppointmentAsync(command.BookingId, command.Item, context, cancellationToken) is not { } booking)
        {
            return BookingErrors.NotFound;
        }

        string? note = string.IsNullOrWhiteSpace(command.Note) ? null : command.Note.Trim();
        Result<Reassignment> assigned = await dispatch.AssignAsync(booking, command.Item, command.ProviderId, command.Force, note, context.UserId, cancellationToken);
        return assigned.IsFailure ? assigned.Error : ReassignmentView.Of(assigned.Value, await db.ProviderNamesAsync([assigned.Value], [], cancellationToken));
    }
}
