namespace Booking.Application.Events;

using Booking.Application.Holds;
using FluentValidation;

public sealed record TicketItem(Guid TicketTypeId, int Quantity) : ItemRequest;

internal sealed class TicketItemValidator : AbstractValidator<TicketItem>
{
    public TicketItemValidator() => RuleFor(item => item.Quantity).InclusiveBetween(1, ItemLimits.MaxQuantity);
}
