namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Adds a ticket type to an event.</summary>
/// <param name="PoolIds">Pools of the event that it shares with other types.</param>
/// <param name="SharedWith">Another type of the event; both then take their places from that one's pool.</param>
/// <param name="After">The type whose price comes before this one's: this one is sold once that one is gone or over.</param>
public sealed record AddTicketTypeCommand(Guid EventId, TicketTypeFields Fields, IReadOnlyList<Guid> PoolIds, Guid? SharedWith, Guid? After) : ICommand<Versioned<EventView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class AddTicketTypeValidator : AbstractValidator<AddTicketTypeCommand>
{
    public AddTicketTypeValidator()
    {
        RuleFor(command => command.Fields).SetValidator(new TicketTypeFieldsValidator()).OverridePropertyName("");
        RuleFor(command => command.PoolIds).Must(pools => pools.Count <= 4 && pools.Distinct().Count() == pools.Count).WithMessage("At most 4 pools, each once.");
    }
}

internal sealed class AddTicketTypeHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<AddTicketTypeCommand, Result<Versioned<EventView>>>
{
    public async Task<Result<Versioned<EventView>>> Handle(AddTicketTypeCommand command, CancellationToken cancellationToken)
    {
        Result<Event> found = await db.FindManagedEventAsync(command.EventId, context, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        Event happening = found.Value;
        Result<TicketTypeDetails> details = command.Fields.Over(null, happening.TimeZone);
        if (details.IsFailure)
        {
            return details.Error;
        }

        List<TicketType> siblings = await db.TicketTypes.AsNoTracking().Where(type => type.EventId == happening.Id).ToListAsync(cancellationToken);
        TicketType? after = siblings.Find(type => type.Id == command.After);
        if (command.After is not null && after is null)
        {
            return Error.Rule("/after", "This event has no such ticket type.");
        }

        Result<Places> places = await PlacesAsync(command, happening, siblings, cancellationToken);
        if (places.IsFailure)
        {
            return places.Error;
        }

        TicketTypeDetails of = details.Value with
        {
            Capacity = places.Value.Capacity,
            SortOrder = command.Fields.SortOrder ?? siblings.Select(type => type.SortOrder + 1).Append(0).Max(),
        };
        Result<TicketType> type = TicketType.Create(Guid.CreateVersion7(unitOfWork.Now), happening, places.Value.PoolId, places.Value.Shared, of, after, siblings);
        Result<Done> noted = type.IsFailure ? type.Error : happening.NoteTicketing(unitOfWork.Now);
        if (noted.IsFailure)
        {
            return noted.Error;
        }

        if (places.Value.Opened is { } opened)
        {
            db.Pools.Add(opened);
        }

        db.TicketTypes.Add(type.Value!);
        await db.SaveChangesAsync(cancellationToken);
        return await db.ViewManagedAsync(happening, happening.Version, unitOfWork.Now, cancellationToken);
    }

    private async Task<Result<Places>> PlacesAsync(AddTicketTypeCommand command, Event happening, List<TicketType> siblings, CancellationToken ct)
    {
        if (happening.Seating == Seating.Reserved)
        {
            return command.Fields.Capacity is null && command is { PoolIds.Count: 0, SharedWith: null, After: null }
                ? new Places(null, [], 0, null)
                : Error.Rule("/capacity", "The places of a category are the seats of the plan.");
        }

        Dictionary<Guid, int> shared = await db.Pools.AsNoTracking()
            .Where(pool => command.PoolIds.Contains(pool.Id) && db.EventPools.Any(of => of.Id == pool.Id && of.EventId == happening.Id))
            .ToDictionaryAsync(pool => pool.Id, pool => pool.Capacity, ct);
        if (shared.Count != command.PoolIds.Count)
        {
            return Error.Rule("/poolIds", "This event has no such pool.");
        }

        if (command.SharedWith is { } other)
        {
            if (command.Fields.Capacity is not null)
            {
                return Error.Rule("/capacity", "A type that shares the places of another one has no capacity of its own.");
            }

            return siblings.Find(type => type.Id == other) is { PoolId: { } pool } with
                ? new Places(pool, command.PoolIds, with.Capacity, null)
                : Error.Rule("/sharedWith", "This event has no such ticket type.");
        }

        if (command.Fields.Capacity is { } capacity)
        {
            Pool own = Pool.Open(context.TenantId, Guid.CreateVersion7(unitOfWork.Now), capacity);
            return new Places(own.Id, command.PoolIds, capacity, own);
        }

        return command.PoolIds.Count > 0
            ? new Places(command.PoolIds[0], command.PoolIds, shared.Values.Min(), null)
            : Error.Rule("/capacity", "A ticket type has a capacity, or shares a pool.");
    }

    private sealed record Places(Guid? PoolId, IReadOnlyList<Guid> Shared, int Capacity, Pool? Opened);
}
