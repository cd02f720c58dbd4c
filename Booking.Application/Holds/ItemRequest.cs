namespace Booking.Application.Holds;

using Booking.Application.Abstractions;
using FluentValidation;

/// <summary>What a customer asks to hold. Each vertical has its own kinds of items.</summary>
public abstract record ItemRequest;

/// <summary>A place on the map with an address for people.</summary>
public sealed record PlaceRef(double Lat, double Lng, string? Address);

internal sealed class PlaceRefValidator : AbstractValidator<PlaceRef>
{
    public PlaceRefValidator()
    {
        RuleFor(place => place.Lat).InclusiveBetween(-90, 90);
        RuleFor(place => place.Lng).InclusiveBetween(-180, 180);
        RuleFor(place => place.Address).MaximumLength(300).Must(address => address is null || Formats.IsStorable(address)).WithMessage("An address has no NUL character.");
    }
}

/// <summary>The form that items of all kinds share.</summary>
internal static class ItemLimits
{
    public const int MaxSeats = 50;
    public const int MaxSeatLength = 20;
    public const int MaxQuantity = 10_000;

    // JSON lets a null into any array.
    public static bool AreNames(IReadOnlyList<string?> seats) => seats.All(seat => seat is { Length: > 0 and <= MaxSeatLength } && Formats.IsOneLine(seat));

    public static bool AreDistinct(IReadOnlyList<string> seats) => seats.Distinct(StringComparer.Ordinal).Count() == seats.Count;
}
