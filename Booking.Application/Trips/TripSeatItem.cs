namespace Booking.Application.Trips;

using Booking.Application.Holds;
using FluentValidation;

public sealed record TripSeatItem(Guid TripId, Guid FromStopId, Guid ToStopId, IReadOnlyList<string> Seats) : ItemRequest;

internal sealed class TripSeatItemValidator : AbstractValidator<TripSeatItem>
{
    public TripSeatItemValidator() => RuleFor(item => item.Seats).Cascade(CascadeMode.Stop).NotEmpty()
        .Must(seats => seats.Count <= ItemLimits.MaxSeats).WithMessage($"At most {ItemLimits.MaxSeats} seats per item.")
        .Must(ItemLimits.AreNames).WithMessage($"A seat's name has 1 to {ItemLimits.MaxSeatLength} characters.")
        .Must(ItemLimits.AreDistinct).WithMessage("A seat is named twice.");
}
