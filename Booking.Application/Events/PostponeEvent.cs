namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;

/// <summary>Moves a published event to another time; it stays on sale.</summary>
/// <param name="DoorsAt">As long before the start as they opened, when left out.</param>
/// <param name="Note">For the customers.</param>
public sealed record PostponeEventCommand(Guid Id, WallTime StartsAt, WallTime EndsAt, WallTime? DoorsAt, string? Note) : ICommand<Versioned<EventView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class PostponeEventValidator : AbstractValidator<PostponeEventCommand>
{
    public PostponeEventValidator() => RuleFor(command => command.Note).MaximumLength(1_000)
        .Must(note => note is null || Formats.IsStorable(note)).WithMessage("A text has no NUL character.");
}

internal sealed class PostponeEventHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<PostponeEventCommand, Result<Versioned<EventView>>>
{
    public async Task<Result<Versioned<EventView>>> Handle(PostponeEventCommand command, CancellationToken cancellationToken)
    {
        Result<Event> found = await db.FindManagedEventAsync(command.Id, context, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Event happening = found.Value;
        Result<DateTimeOffset> starts = command.StartsAt.Resolve(happening.TimeZone, "/startsAt");
        Result<DateTimeOffset> ends = command.EndsAt.Resolve(happening.TimeZone, "/endsAt");
        Result<DateTimeOffset>? doors = command.DoorsAt?.Resolve(happening.TimeZone, "/doorsAt");
        if ((starts.Error ?? ends.Error ?? doors?.Error) is { } wrong)
        {
            return wrong;
        }

        Result<Done> postponed = happening.Postpone(new TimeRange(starts.Value, ends.Value), doors is null ? null : doors.Value, command.Note, unitOfWork.Now);
        return postponed.IsFailure ? postponed.Error : await db.ViewManagedAsync(happening, happening.Version + 1, unitOfWork.Now, cancellationToken);
    }
}
