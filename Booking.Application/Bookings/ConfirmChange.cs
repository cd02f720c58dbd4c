namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Accepts a quoted change. It takes effect at once, all or nothing; where something is to be paid the new inventory is kept, and it takes
/// effect with the payment. Repeatable.
/// </summary>
public sealed record ConfirmChangeCommand(Guid BookingId, Guid Id) : ICommand<ChangeView>;

internal sealed class ConfirmChangeHandler(IBookingDb db, IUnitOfWork unitOfWork, BookingChanges changes, PendingChanges pending, RequestContext context)
    : IRequestHandler<ConfirmChangeCommand, Result<ChangeView>>
{
    public async Task<Result<ChangeView>> Handle(ConfirmChangeCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = unitOfWork.Now;
        Booking? booking = await db.LockBookingAsync(command.BookingId, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        BookingChange? change = await db.Changes.SingleOrDefaultAsync(change => change.Id == command.Id && change.BookingId == booking.Id, cancellationToken);
        if (change is null)
        {
            return BookingErrors.QuoteNotFound;
        }

        if (change.Status == ChangeStatus.Quoted)
        {
            Result<Done> accepted = await AcceptAsync(booking, change, cancellationToken);
            if (accepted.IsFailure)
            {
                return accepted.Error;
            }
        }

        return ChangeView.Of(change, now);
    }

    private async Task<Result<Done>> AcceptAsync(Booking booking, BookingChange change, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        Result<Done> acceptable = change.CheckAcceptable(booking, now);
        if (acceptable.IsFailure)
        {
            return acceptable;
        }

        foreach (ChangedItem item in change.Items)
        {
            Result<Done> possible = booking.CheckChangeable(item.Item, change.CaseId is null ? now : DateTimeOffset.MinValue);
            if (possible.IsFailure)
            {
                return possible;
            }
        }

        if (await pending.FindAsync(booking.Id, ct) is { } other)
        {
            if (other.StatusAt(now) == ChangeStatus.AwaitingPayment)
            {
                return BookingErrors.ChangePending;
            }

            await pending.LapseAsync(other, ct);

            // A booking has one change that waits: the old one leaves its place before the new one takes it.
            await db.SaveChangesAsync(ct);
        }

        return change.Difference.Amount > 0 ? await changes.KeepAsync(booking, change, ct) : await changes.CarryOutAsync(booking, change, ct);
    }
}
