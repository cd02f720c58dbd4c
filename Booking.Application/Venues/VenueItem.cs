namespace Booking.Application.Venues;

using Booking.Application.Holds;
using Booking.Domain.Common;
using FluentValidation;

public sealed record VenueItem(Guid VenueId, WallTime From, WallTime To, int Guests) : ItemRequest;

internal sealed class VenueItemValidator : AbstractValidator<VenueItem>
{
    public VenueItemValidator() => RuleFor(item => item.Guests).InclusiveBetween(1, 1_000_000);
}
