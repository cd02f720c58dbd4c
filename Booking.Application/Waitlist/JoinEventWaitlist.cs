namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Events;
using Booking.Domain.Common;
using Booking.Domain.Events;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Queues up for places of an event, or for any seats of a category.</summary>
/// <param name="TicketTypeId">May be null where the event has only one.</param>
public sealed record JoinEventWaitlistCommand(Guid EventId, Guid? TicketTypeId, int Quantity, bool AllOrNone) : ICommand<WaitlistEntryView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class JoinEventWaitlistValidator : AbstractValidator<JoinEventWaitlistCommand>
{
    private const int MaxQuantity = 10_000;

    public JoinEventWaitlistValidator() => RuleFor(command => command.Quantity).InclusiveBetween(1, MaxQuantity);
}

internal sealed class JoinEventWaitlistHandler(IBookingDb db, ISender sender) : IRequestHandler<JoinEventWaitlistCommand, Result<WaitlistEntryView>>
{
    public async Task<Result<WaitlistEntryView>> Handle(JoinEventWaitlistCommand command, CancellationToken cancellationToken)
    {
        if (!await db.Events.AnyAsync(happening => happening.Id == command.EventId && happening.Status != EventStatus.Draft, cancellationToken))
        {
            return OfferingErrors.NotFound;
        }

        Guid? wanted = command.TicketTypeId;
        List<Guid> types = await db.TicketTypes.AsNoTracking()
            .Where(type => type.EventId == command.EventId && (wanted == null ? type.IsActive && !type.IsHidden : type.Id == wanted))
            .OrderBy(type => type.Id).Select(type => type.Id).Take(2).ToListAsync(cancellationToken);
        if (types.Count == 1)
        {
            Result<WaitlistEntryView> joined = await sender.Send(new JoinWaitlistCommand(new TicketItem(types[0], command.Quantity), command.AllOrNone), cancellationToken);
            return joined.IsSuccess ? joined : AsOwn(joined.Error);
        }

        return wanted is null
            ? Error.Rule("/ticketTypeId", types.Count == 0 ? "This event sells nothing." : "This event has several ticket types: name one.")
            : OfferingErrors.NotFound;
    }

    private static Error AsOwn(Error error) => error with
    {
        Fields = error.Fields.ToDictionary(field => field.Key.StartsWith("/item/", StringComparison.Ordinal) ? field.Key["/item".Length..] : field.Key, field => field.Value),
    };
}
