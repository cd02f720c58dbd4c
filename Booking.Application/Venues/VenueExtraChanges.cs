namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Venues;
using FluentValidation;

/// <summary>What a request says about an extra; what is null stays as it is.</summary>
public sealed record VenueExtraChanges(string? Name, string? Description, ExtraPricing? Pricing, long? Amount, int? TaxRate, ExtraStock? StockKind, int? Stock, int? MaxPerBooking)
{
    internal static ExtraDetails Usual { get; } = new("", "", ExtraPricing.Fixed, 0, 0, ExtraStock.Unlimited, null, 100);

    /// <summary>False withdraws it, true offers it again; for an extra that is there already.</summary>
    public bool? IsActive { get; init; }

    internal ExtraDetails Over(ExtraDetails old) => new(
        Name?.Trim() ?? old.Name, Description?.Trim() ?? old.Description, Pricing ?? old.Pricing, Amount ?? old.Amount, TaxRate ?? old.TaxRate, StockKind ?? old.StockKind,
        Stock ?? old.Stock, MaxPerBooking ?? old.MaxPerBooking);
}

internal sealed class VenueExtraChangesValidator : AbstractValidator<VenueExtraChanges>
{
    private const int NameLength = 200;
    private const int TextLength = 2_000;

    public VenueExtraChangesValidator()
    {
        RuleFor(changes => changes.Name).Must(name => name is null || (!string.IsNullOrWhiteSpace(name) && name.Length <= NameLength && Formats.IsOneLine(name)))
            .WithMessage($"1 to {NameLength} characters on one line.");
        RuleFor(changes => changes.Description).Must(text => text is null || (text.Length <= TextLength && Formats.IsStorable(text))).WithMessage($"At most {TextLength} characters, none of them NUL.");
    }
}
