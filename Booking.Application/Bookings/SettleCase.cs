namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Payments;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The customer takes it as it is now. Repeatable.</summary>
public sealed record AcceptCaseCommand(Guid Id) : ICommand<CaseView>;

/// <summary>All that the case is about is paid back. Repeatable, with one refund.</summary>
public sealed record RefundCaseCommand(Guid Id) : ICommand<CaseView>;

/// <summary>Offers something else for what the case is about: without a fee, and for the same kind of thing at no extra cost. The case is settled when the change takes effect.</summary>
public sealed record RebookCaseCommand(Guid Id, IReadOnlyList<WantedItem> Items) : ICommand<ChangeView>;

/// <summary>Settles the next case whose deadline is over: what does not take place is paid back, everything else stays as it is now.</summary>
public sealed record SettleOverdueCaseCommand : ICommand<int>;

internal sealed class RebookCaseValidator : AbstractValidator<RebookCaseCommand>
{
    public RebookCaseValidator()
    {
        RuleFor(command => command.Items).NotEmpty().WithMessage("At least one item is needed.");
        RuleFor(command => command.Items).Must(items => items.Count <= Hold.MaxItems).WithMessage($"At most {Hold.MaxItems} items.");
        RuleForEach(command => command.Items).ChildRules(wanted => wanted.RuleFor(item => item.To).SetInheritanceValidator(Holds.ItemValidators.OfEveryKind));
    }
}

internal sealed class AcceptCaseHandler(IUnitOfWork unitOfWork, CaseDesk desk) : IRequestHandler<AcceptCaseCommand, Result<CaseView>>
{
    public async Task<Result<CaseView>> Handle(AcceptCaseCommand command, CancellationToken cancellationToken)
    {
        Result<(Booking Booking, DisruptionCase Case)> found = await desk.LockAsync(command.Id, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        DisruptionCase opened = found.Value.Case;
        Result<Done> accepted = opened.Status == CaseStatus.Accepted ? Result.Success : opened.Accept(unitOfWork.Now);
        return accepted.IsFailure ? accepted.Error : CaseView.Of(opened);
    }
}

internal sealed class RefundCaseHandler(CaseDesk desk) : IRequestHandler<RefundCaseCommand, Result<CaseView>>
{
    public async Task<Result<CaseView>> Handle(RefundCaseCommand command, CancellationToken cancellationToken)
    {
        Result<(Booking Booking, DisruptionCase Case)> found = await desk.LockAsync(command.Id, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        (Booking booking, DisruptionCase opened) = found.Value;
        Result<Done> refunded = opened.Status == CaseStatus.Refunded ? Result.Success : await desk.RefundAsync(booking, opened, cancellationToken);
        return refunded.IsFailure ? refunded.Error : CaseView.Of(opened);
    }
}

internal sealed class RebookCaseHandler(IUnitOfWork unitOfWork, CaseDesk desk, BookingChanges changes) : IRequestHandler<RebookCaseCommand, Result<ChangeView>>
{
    public async Task<Result<ChangeView>> Handle(RebookCaseCommand command, CancellationToken cancellationToken)
    {
        Result<(Booking Booking, DisruptionCase Case)> found = await desk.LockAsync(command.Id, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        (Booking booking, DisruptionCase opened) = found.Value;
        Result<Done> allowed = CaseTransitions.Table.Check(opened.Status, CaseStatus.Rebooked);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        Result<BookingChange> change = await changes.QuoteAsync(booking, command.Items, opened, cancellationToken);
        return change.IsFailure ? change.Error : ChangeView.Of(change.Value, unitOfWork.Now);
    }
}

internal sealed class SettleOverdueCaseHandler(IBookingDb db, IUnitOfWork unitOfWork, IDueBookings due, CaseDesk desk) : IRequestHandler<SettleOverdueCaseCommand, Result<int>>
{
    public async Task<Result<int>> Handle(SettleOverdueCaseCommand command, CancellationToken cancellationToken)
    {
        if (await due.LockOverdueCaseAsync(cancellationToken) is not { } booking)
        {
            return 0;
        }

        DateTimeOffset now = unitOfWork.Now;
        DisruptionCase? opened = await db.DisruptionCases
            .Where(opened => opened.BookingId == booking.Id && opened.Status == CaseStatus.Open && opened.Deadline <= now)
            .OrderBy(opened => opened.Deadline)
            .FirstOrDefaultAsync(cancellationToken);
        if (opened is null)
        {
            return 0;
        }

        bool isOwed = opened.Disruption == Disruption.Cancelled && opened.Items.Any(item => booking.Items[item].Quantity > 0)
            && BookingTransitions.Table.Allows(booking.Status, BookingStatus.Cancelled);
        Result<Done> settled = isOwed ? await desk.RefundAsync(booking, opened, cancellationToken) : opened.Lapse(now);
        return settled.IsFailure ? settled.Error : 1;
    }
}

/// <summary>What all ways to settle a case share.</summary>
internal sealed class CaseDesk(IBookingDb db, IUnitOfWork unitOfWork, BookingCancellations cancellations, BookingRefunds refunds, RequestContext context, BookingOptions options)
{
    /// <summary>The case under the lock of its booking, where the caller may use that.</summary>
    public async Task<Result<(Booking Booking, DisruptionCase Case)>> LockAsync(Guid id, CancellationToken ct)
    {
        Guid bookingId = await db.DisruptionCases.Where(opened => opened.Id == id).Select(opened => opened.BookingId).SingleOrDefaultAsync(ct);
        Booking? booking = await db.LockBookingAsync(bookingId, ct);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.CaseNotFound;
        }

        return (booking, await db.DisruptionCases.SingleAsync(opened => opened.Id == id, ct));
    }

    /// <summary>Pays all back that the case is about and the booking still has.</summary>
    public async Task<Result<Done>> RefundAsync(Booking booking, DisruptionCase opened, CancellationToken ct)
    {
        Result<Done> allowed = CaseTransitions.Table.Check(opened.Status, CaseStatus.Refunded);
        if (allowed.IsFailure)
        {
            return allowed;
        }

        // Without a payment a booking is given up as a whole.
        ItemPart[] asked = booking.Status == BookingStatus.AwaitingPayment
            ? []
            : [.. opened.Items.Where(item => booking.Items[item].Quantity > 0).Select(item => new ItemPart(item, [], null))];
        Result<IReadOnlyList<CancelledPart>> parts = booking.Select(asked, isByTenant: true, unitOfWork.Now);
        if (parts.IsFailure)
        {
            return parts.Error;
        }

        Money left = booking.Price.Total with { Amount = await refunds.LeftAsync(booking.Id, ct) };
        Cancellation cancellation = Cancellation.Quote(
            Guid.CreateVersion7(unitOfWork.Now), booking, parts.Value, isByTenant: true, opened.Note ?? opened.Title, opened.Id, left, options.QuoteTime, unitOfWork.Now);
        db.Cancellations.Add(cancellation);
        return await cancellations.CarryOutAsync(booking, cancellation, ct);
    }
}
