namespace Booking.Application.Venues;

using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using FluentValidation;

/// <param name="Layout">One of the hall's; null where any will do.</param>
public sealed record VenueItem(Guid VenueId, WallTime From, WallTime To, int Guests, string? Layout, IReadOnlyList<AskedExtra> Extras) : ItemRequest
{
    internal VenueUse Use => new(Guests, Layout, Extras);
}

internal sealed class VenueItemValidator : AbstractValidator<VenueItem>
{
    private const int MaxExtras = 20;

    public VenueItemValidator()
    {
        RuleFor(item => item.Guests).InclusiveBetween(1, 1_000_000);
        RuleFor(item => item.Extras).Must(extras => extras.Count <= MaxExtras).WithMessage($"At most {MaxExtras} extras.");
        RuleFor(item => item.Extras).Must(extras => extras.DistinctBy(extra => extra.ExtraId).Count() == extras.Count).WithMessage("Name each extra once.");
        RuleForEach(item => item.Extras).ChildRules(extra => extra.RuleFor(asked => asked.Quantity).InclusiveBetween(1, ItemLimits.MaxQuantity));
    }
}
