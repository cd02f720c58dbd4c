namespace Booking.Application.Venues;

using Booking.Application.Catalog;
using FluentValidation;

/// <summary>Which halls are meant.</summary>
/// <param name="Text">Part of the name, the description or the city.</param>
/// <param name="City">The whole name, in any case of letters.</param>
/// <param name="Capacity">Room for at least so many guests, in the layout asked for.</param>
/// <param name="Features">The hall has all of them.</param>
/// <param name="From">Null, together with <paramref name="To"/>, does not ask for a time; otherwise only halls that can be had then are meant.</param>
/// <param name="MaxPrice">The usual price per hour in minor units.</param>
public sealed record VenueFilter(
    string? Text,
    SearchArea? Near,
    string? City,
    int? Capacity,
    IReadOnlyList<string> Features,
    string? Layout,
    DateTimeOffset? From,
    DateTimeOffset? To,
    int? MaxPrice);

internal sealed class VenueFilterValidator : AbstractValidator<VenueFilter>
{
    public VenueFilterValidator()
    {
        RuleFor(filter => filter.From).NotNull().When(filter => filter.To is not null).WithMessage("Give both ends of the range, or none.");
        RuleFor(filter => filter.To).NotNull().When(filter => filter.From is not null).WithMessage("Give both ends of the range, or none.");
        RuleFor(filter => filter.To)
            .Must((filter, to) => to > filter.From).WithMessage("The end must be after the start.")
            .Must((filter, to) => to - filter.From <= AskedWindow.Longest).WithMessage($"At most {AskedWindow.Longest.TotalDays:0} days can be asked for at once.")
            .When(filter => filter.From is not null && filter.To is not null);
    }
}
