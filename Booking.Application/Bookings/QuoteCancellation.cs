namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Payments;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using FluentValidation;
using MediatR;

/// <summary>
/// Offers to take a booking, or parts of it, back. An unpaid booking is given up at once: there is nothing to choose.
/// </summary>
/// <param name="Items">Empty for all that is left.</param>
/// <param name="Reason">From an admin: the tenant calls it off, and everything goes back.</param>
public sealed record QuoteCancellationCommand(Guid BookingId, IReadOnlyList<ItemPart> Items, string? Reason) : ICommand<CancellationView>;

internal sealed class QuoteCancellationValidator : AbstractValidator<QuoteCancellationCommand>
{
    public QuoteCancellationValidator()
    {
        RuleFor(command => command.Items).Must(items => items.Count <= Hold.MaxItems).WithMessage($"At most {Hold.MaxItems} items.");
        RuleFor(command => command.Reason).MaximumLength(Cancellation.ReasonMaxLength)
            .Must(reason => reason is null || (reason.Trim().Length > 0 && Formats.IsStorable(reason))).WithMessage("A reason has something to say, and no NUL character.");
    }
}

internal sealed class QuoteCancellationHandler(IBookingDb db, IUnitOfWork unitOfWork, BookingCancellations cancellations, BookingRefunds refunds, RequestContext context, BookingOptions options)
    : IRequestHandler<QuoteCancellationCommand, Result<CancellationView>>
{
    public async Task<Result<CancellationView>> Handle(QuoteCancellationCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        Booking? booking = await db.LockBookingAsync(command.BookingId, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        if (command.Reason is not null && !context.IsAdmin)
        {
            return Error.Rule("/reason", "Only the tenant gives a reason.");
        }

        bool isByTenant = command.Reason is not null;
        Result<IReadOnlyList<CancelledPart>> parts = booking.Select(command.Items, isByTenant, now);
        if (parts.IsFailure)
        {
            return parts.Error;
        }

        Money left = booking.Price.Total with { Amount = await refunds.LeftAsync(booking.Id, cancellationToken) };
        Cancellation cancellation = Cancellation.Quote(Guid.CreateVersion7(now), booking, parts.Value, isByTenant, command.Reason, caseId: null, left, options.QuoteTime, now);
        db.Cancellations.Add(cancellation);
        if (booking.Status == BookingStatus.AwaitingPayment)
        {
            Result<Done> cancelled = await cancellations.CarryOutAsync(booking, cancellation, cancellationToken);
            if (cancelled.IsFailure)
            {
                return cancelled.Error;
            }
        }

        return CancellationView.Of(cancellation, now);
    }
}
