namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>A row of a section.</summary>
public sealed record SeatRowRef(string Section, string Row);

/// <summary>Keeps seats back, or releases them to the sale. What is named twice counts once.</summary>
/// <param name="IsBlocked">False releases.</param>
public sealed record BlockEventSeatsCommand(
    Guid EventId, IReadOnlyList<string> Seats, IReadOnlyList<SeatRowRef> Rows, IReadOnlyList<string> Sections, string? Reason, bool IsBlocked)
    : ICommand<SeatBlockView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [Roles.Provider, Roles.Admin];
}

/// <param name="Seats">How many seats were named.</param>
/// <param name="Changed">How many of them were not so before.</param>
public sealed record SeatBlockView(Guid EventId, int Seats, int Changed);

internal sealed class BlockEventSeatsValidator : AbstractValidator<BlockEventSeatsCommand>
{
    private const int MaxNamed = 5_000;

    public BlockEventSeatsValidator()
    {
        RuleFor(command => command.Seats).Must((command, seats) => seats.Count + command.Rows.Count + command.Sections.Count is >= 1 and <= MaxNamed)
            .WithMessage($"1 to {MaxNamed} seats, rows and sections are named.");
        RuleForEach(command => command.Seats).NotNull().WithMessage("A seat must not be null.");
        RuleForEach(command => command.Rows).NotNull().WithMessage("A row must not be null.");
        RuleForEach(command => command.Sections).NotNull().WithMessage("A section must not be null.");
        RuleFor(command => command.Reason).MaximumLength(SeatPlan.MaxNoteLength).Must(reason => reason is null || Formats.IsOneLine(reason)).WithMessage("A reason is one line.");
    }
}

internal sealed class BlockEventSeatsHandler(IBookingDb db, IEventSeats seats, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<BlockEventSeatsCommand, Result<SeatBlockView>>
{
    public async Task<Result<SeatBlockView>> Handle(BlockEventSeatsCommand command, CancellationToken cancellationToken)
    {
        Result<Event> happening = await db.FindSeatedAsync(command.EventId, context, cancellationToken);
        if (happening.IsFailure)
        {
            return happening.Error;
        }

        await seats.LockPlanAsync(command.EventId, cancellationToken);
        IReadOnlyList<EventSeatRow> all = await seats.ReadAsync(command.EventId, unitOfWork.Now, cancellationToken);
        Result<HashSet<string>> named = Resolve(command, all);
        if (named.IsFailure)
        {
            return named.Error;
        }

        SeatsChange change = await seats.BlockAsync(command.EventId, [.. named.Value], command.IsBlocked, command.Reason, cancellationToken);
        if (change.TakenCount > 0)
        {
            return SeatMapErrors.SeatsTaken(change);
        }

        if (change.Changed > 0 && await db.EventSeatPlans.SingleOrDefaultAsync(plan => plan.Id == command.EventId, cancellationToken) is { } plan)
        {
            plan.ChangeBlocks(change.Changed);
        }

        return new SeatBlockView(command.EventId, named.Value.Count, change.Changed);
    }

    private static Result<HashSet<string>> Resolve(BlockEventSeatsCommand command, IReadOnlyList<EventSeatRow> all)
    {
        HashSet<string> known = [.. all.Select(seat => seat.Seat)];
        if (command.Seats.FirstOrDefault(seat => !known.Contains(seat)) is { } missing)
        {
            return Error.Rule("/seats", $"This event has no seat {missing}.");
        }

        ILookup<SeatRowRef, string> rows = all.ToLookup(seat => new SeatRowRef(seat.Section, seat.Row), seat => seat.Seat);
        if (command.Rows.FirstOrDefault(row => !rows.Contains(row)) is { } noRow)
        {
            return Error.Rule("/rows", $"This event has no row {noRow.Row} in section {noRow.Section}.");
        }

        ILookup<string, string> sections = all.ToLookup(seat => seat.Section, seat => seat.Seat);
        if (command.Sections.FirstOrDefault(section => !sections.Contains(section)) is { } noSection)
        {
            return Error.Rule("/sections", $"This event has no section {noSection}.");
        }

        return Result<HashSet<string>>.Success([.. command.Seats, .. command.Rows.SelectMany(row => rows[row]), .. command.Sections.SelectMany(section => sections[section])]);
    }
}
