namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using FluentValidation;
using MediatR;

/// <summary>Offers to exchange items of a booking for others of the same kind: another time, seat or quantity.</summary>
public sealed record QuoteChangeCommand(Guid BookingId, IReadOnlyList<WantedItem> Items) : ICommand<ChangeView>;

/// <param name="Item">Index of the booking's item.</param>
public sealed record WantedItem(int Item, ItemRequest To);

internal sealed class QuoteChangeValidator : AbstractValidator<QuoteChangeCommand>
{
    public QuoteChangeValidator()
    {
        RuleFor(command => command.Items).NotEmpty().WithMessage("At least one item is needed.");
        RuleFor(command => command.Items).Must(items => items.Count <= Hold.MaxItems).WithMessage($"At most {Hold.MaxItems} items.");
        RuleForEach(command => command.Items).ChildRules(wanted => wanted.RuleFor(item => item.To).SetInheritanceValidator(ItemValidators.OfEveryKind));
    }
}

internal sealed class QuoteChangeHandler(IBookingDb db, IUnitOfWork unitOfWork, BookingChanges changes, RequestContext context)
    : IRequestHandler<QuoteChangeCommand, Result<ChangeView>>
{
    public async Task<Result<ChangeView>> Handle(QuoteChangeCommand command, CancellationToken cancellationToken)
    {
        Booking? booking = await db.LockBookingAsync(command.BookingId, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        Result<BookingChange> change = await changes.QuoteAsync(booking, command.Items, settles: null, cancellationToken);
        return change.IsFailure ? change.Error : ChangeView.Of(change.Value, unitOfWork.Now);
    }
}
