namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Events;
using FluentValidation;

/// <param name="AccessCode">Opens a hidden type; in any case of letters.</param>
public sealed record TicketItem(Guid TicketTypeId, int Quantity, string? AccessCode = null) : ItemRequest;

internal sealed class TicketItemValidator : AbstractValidator<TicketItem>
{
    public TicketItemValidator()
    {
        RuleFor(item => item.Quantity).InclusiveBetween(1, ItemLimits.MaxQuantity);
        RuleFor(item => item.AccessCode).MaximumLength(AccessCode.MaxLength).Must(code => code is null || Formats.IsOneLine(code)).WithMessage("A code is one line.");
    }
}
