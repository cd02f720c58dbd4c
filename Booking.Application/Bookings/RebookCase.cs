namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using FluentValidation;
using MediatR;

/// <summary>Offers something else for what the case is about: without a fee, and for the same kind of thing at no extra cost. The case is settled when the change takes effect.</summary>
public sealed record RebookCaseCommand(Guid Id, IReadOnlyList<WantedItem> Items) : ICommand<ChangeView>;

internal sealed class RebookCaseValidator : AbstractValidator<RebookCaseCommand>
{
    public RebookCaseValidator()
    {
        RuleFor(command => command.Items).NotEmpty().WithMessage("At least one item is needed.");
        RuleFor(command => command.Items).Must(items => items.Count <= Hold.MaxItems).WithMessage($"At most {Hold.MaxItems} items.");
        RuleForEach(command => command.Items).ChildRules(wanted => wanted.RuleFor(item => item.To).SetInheritanceValidator(Holds.ItemValidators.OfEveryKind));
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
