namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Events;
using FluentValidation;

/// <summary>What of a ticket type is written. What is null stays as it is, or is what a ticket type has by itself.</summary>
public sealed record TicketTypeFields
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public Money? Price { get; init; }

    /// <summary>In basis points.</summary>
    public int? TaxRate { get; init; }

    public int? Capacity { get; init; }

    public int? MinPerOrder { get; init; }

    public int? MaxPerOrder { get; init; }

    public Optional<WallTime?> SaleFrom { get; init; }

    public Optional<WallTime?> SaleUntil { get; init; }

    public Optional<int?> ClosesMinutesBefore { get; init; }

    public bool? Hidden { get; init; }

    public int? SortOrder { get; init; }

    /// <param name="now">Null for a new type.</param>
    internal Result<TicketTypeDetails> Over(TicketTypeDetails? now, string zone)
    {
        Error? wrong = null;
        DateTimeOffset? from = SaleFrom.IsNamed ? At(SaleFrom.Value, "/saleFrom") : now?.SaleFrom;
        DateTimeOffset? until = SaleUntil.IsNamed ? At(SaleUntil.Value, "/saleUntil") : now?.SaleUntil;
        if (wrong is not null)
        {
            return wrong;
        }

        return new TicketTypeDetails
        {
            Name = Name?.Trim() ?? now?.Name ?? "",
            Description = Description?.Trim() ?? now?.Description ?? "",
            Price = Price ?? now?.Price ?? default,
            TaxRate = TaxRate ?? now?.TaxRate ?? 0,
            Capacity = Capacity ?? now?.Capacity ?? 0,
            MinPerOrder = MinPerOrder ?? now?.MinPerOrder ?? 1,
            MaxPerOrder = MaxPerOrder ?? now?.MaxPerOrder ?? Math.Max(10, MinPerOrder ?? 1),
            SaleFrom = from,
            SaleUntil = until,
            ClosesMinutesBefore = ClosesMinutesBefore.Over(now?.ClosesMinutesBefore),
            IsHidden = Hidden ?? now?.IsHidden ?? false,
            SortOrder = SortOrder ?? now?.SortOrder ?? 0,
        };

        DateTimeOffset? At(WallTime? time, string pointer)
        {
            Result<DateTimeOffset>? at = time?.Resolve(zone, pointer);
            wrong ??= at?.Error;
            return at is { IsSuccess: true } known ? known.Value : null;
        }
    }
}

internal sealed class TicketTypeFieldsValidator : AbstractValidator<TicketTypeFields>
{
    private const long MaxPrice = 1_000_000_000_000;
    private const int MinutesOfAYear = 525_600;

    public TicketTypeFieldsValidator()
    {
        RuleFor(fields => fields.Name)
            .Must(name => name is null || (!string.IsNullOrWhiteSpace(name) && name.Length <= TicketTypeDetails.NameMaxLength && Formats.IsOneLine(name)))
            .WithMessage($"One line of 1 to {TicketTypeDetails.NameMaxLength} characters.");
        RuleFor(fields => fields.Description).MaximumLength(2_000).Must(text => text is null || Formats.IsStorable(text)).WithMessage("A text has no NUL character.");
        RuleFor(fields => fields.Price)
            .Must(price => price is not { } money || (money.Amount is >= 0 and <= MaxPrice && money.Currency is { Length: 3 } currency && currency.All(char.IsAsciiLetterUpper)))
            .WithMessage("An amount of 0 or more in minor units, and an ISO 4217 currency.");
        RuleFor(fields => fields.TaxRate).InclusiveBetween(0, 10_000);
        RuleFor(fields => fields.Capacity).InclusiveBetween(0, TicketTypeDetails.MaxCapacity);
        RuleFor(fields => fields.MinPerOrder).InclusiveBetween(1, TicketTypeDetails.MostPerOrder);
        RuleFor(fields => fields.MaxPerOrder).InclusiveBetween(1, TicketTypeDetails.MostPerOrder);
        RuleFor(fields => fields.ClosesMinutesBefore.Value).InclusiveBetween(0, MinutesOfAYear).OverridePropertyName(nameof(TicketTypeFields.ClosesMinutesBefore));
        RuleFor(fields => fields.SortOrder).InclusiveBetween(0, 1_000_000);
    }
}
