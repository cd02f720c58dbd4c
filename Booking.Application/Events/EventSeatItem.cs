namespace Booking.Application.Events;

using Booking.Application.Holds;
using FluentValidation;

public sealed record EventSeatItem(Guid EventId, IReadOnlyList<string> Seats) : ItemRequest
{
    /// <summary>Chosen by the search for the best seats, which leaves a single seat only where nothing else is free.</summary>
    public bool IsBestAvailable { get; init; }
}

internal sealed class EventSeatItemValidator : AbstractValidator<EventSeatItem>
{
    public EventSeatItemValidator() => RuleFor(item => item.Seats).Cascade(CascadeMode.Stop).NotEmpty()
        .Must(seats => seats.Count <= ItemLimits.MaxSeats).WithMessage($"At most {ItemLimits.MaxSeats} seats per item.")
        .Must(ItemLimits.AreNames).WithMessage($"A seat's name has 1 to {ItemLimits.MaxSeatLength} characters.")
        .Must(ItemLimits.AreDistinct).WithMessage("A seat is named twice.");
}
