namespace Booking.Application.Trips;

using Booking.Application.Holds;
using FluentValidation;

/// <param name="Seats">Empty lets the system choose <see cref="Quantity"/> of them.</param>
public sealed record TripSeatItem(Guid TripId, Guid FromStopId, Guid ToStopId, IReadOnlyList<string> Seats) : ItemRequest
{
    /// <summary>How many seats to choose; only without <see cref="Seats"/>.</summary>
    public int? Quantity { get; init; }

    /// <summary>Choose seats of this class only.</summary>
    public string? Class { get; init; }

    /// <summary>One kind of passenger for each seat, in their order; empty means that all pay the whole fare.</summary>
    public IReadOnlyList<string> PassengerTypes { get; init; } = [];
}

internal sealed class TripSeatItemValidator : AbstractValidator<TripSeatItem>
{
    public TripSeatItemValidator()
    {
        RuleFor(item => item.Seats).Cascade(CascadeMode.Stop).NotEmpty()
            .Must(seats => seats.Count <= ItemLimits.MaxSeats).WithMessage($"At most {ItemLimits.MaxSeats} seats per item.")
            .Must(ItemLimits.AreNames).WithMessage($"A seat's name has 1 to {ItemLimits.MaxSeatLength} characters.")
            .Must(ItemLimits.AreDistinct).WithMessage("A seat is named twice.")
            .When(item => item.Quantity is null || item.Seats.Count > 0);
        RuleFor(item => item.Quantity).InclusiveBetween(1, ItemLimits.MaxSeats)
            .Must((item, _) => item.Seats.Count == 0).WithMessage("Seats are either named or counted.")
            .When(item => item.Quantity is not null);
        RuleFor(item => item.Class)
            .Must((item, _) => item.Seats.Count == 0).WithMessage("Named seats have their class already.")
            .When(item => item.Class is not null);
        RuleFor(item => item.PassengerTypes)
            .Must(types => types.Count <= ItemLimits.MaxSeats && types.All(type => type is { Length: > 0 and <= 40 })).WithMessage("A kind of passenger has 1 to 40 characters.");
    }
}
