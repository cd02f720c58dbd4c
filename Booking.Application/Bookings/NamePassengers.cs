namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using FluentValidation;
using MediatR;

/// <summary>Says who uses some of the items; the items that are named have these passengers from now on.</summary>
public sealed record NamePassengersCommand(Guid BookingId, IReadOnlyList<Passenger> Passengers) : ICommand<BookingView>;

internal sealed class NamePassengersValidator : AbstractValidator<NamePassengersCommand>
{
    public NamePassengersValidator()
    {
        RuleFor(command => command.Passengers).NotEmpty().WithMessage("At least one passenger is needed.");
        RuleFor(command => command.Passengers).Must(passengers => passengers.Count <= Hold.MaxClaims).WithMessage($"At most {Hold.MaxClaims} passengers.");
        RuleForEach(command => command.Passengers).SetValidator(new PassengerValidator());
    }
}

internal sealed class NamePassengersHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<NamePassengersCommand, Result<BookingView>>
{
    public async Task<Result<BookingView>> Handle(NamePassengersCommand command, CancellationToken cancellationToken)
    {
        Booking? booking = await db.LockBookingAsync(command.BookingId, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        Result<Done> named = booking.NamePassengers(command.Passengers, unitOfWork.Now);
        return named.IsFailure ? named.Error : BookingView.Of(booking, unitOfWork.Now, context);
    }
}
