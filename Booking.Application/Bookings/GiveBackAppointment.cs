namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>
/// The provider cannot perform an appointment after all. Where the customer did not mind who, somebody else is looked for; else the customer has a
/// case. Until then the appointment stays the provider's.
/// </summary>
/// <param name="Reason">For the customer.</param>
public sealed record GiveBackAppointmentCommand(Guid BookingId, int Item, string Reason) : ICommand<GivenBackView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

/// <param name="IsSought">Whether somebody else is looked for.</param>
/// <param name="CaseId">The customer's case, where the customer had named the provider; null otherwise.</param>
public sealed record GivenBackView(bool IsSought, Guid? CaseId);

internal sealed class GiveBackAppointmentValidator : AbstractValidator<GiveBackAppointmentCommand>
{
    public GiveBackAppointmentValidator() => RuleFor(command => command.Reason).OneLine(Reassignment.NoteMaxLength);
}

internal sealed class GiveBackAppointmentHandler(IBookingDb db, ProviderDispatch dispatch, RequestContext context) : IRequestHandler<GiveBackAppointmentCommand, Result<GivenBackView>>
{
    public async Task<Result<GivenBackView>> Handle(GiveBackAppointmentCommand command, CancellationToken cancellationToken)
    {
        if (await db.LockOwnAppointmentAsync(command.BookingId, command.Item, context, cancellationToken) is not { } booking)
        {
            return BookingErrors.NotFound;
        }

        Result<DisruptionCase?> given = await dispatch.GiveBackAsync(booking, command.Item, command.Reason.Trim(), cancellationToken);
        return given.IsFailure ? given.Error : new GivenBackView(given.Value is null, given.Value?.Id);
    }
}
