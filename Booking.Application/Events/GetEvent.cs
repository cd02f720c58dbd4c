namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>One event that is or was on sale; a draft is its organiser's to see.</summary>
/// <param name="AccessCode">Shows the hidden ticket types that it opens; a wrong one shows nothing more.</param>
/// <param name="IsManaged">As the organiser sees it: drafts, hidden and withdrawn ticket types too.</param>
public sealed record GetEventQuery(Guid Id, string? AccessCode = null, bool IsManaged = false) : IQuery<Versioned<EventView>>
{
    public override string ToString() => nameof(GetEventQuery);
}

internal sealed class GetEventHandler(IBookingDb db, IDatabaseClock clock, RequestContext context) : IRequestHandler<GetEventQuery, Result<Versioned<EventView>>>
{
    public async Task<Result<Versioned<EventView>>> Handle(GetEventQuery query, CancellationToken cancellationToken)
    {
        Event? happening = await db.Events.AsNoTracking()
            .SingleOrDefaultAsync(happening => happening.Id == query.Id && (query.IsManaged || happening.Status != EventStatus.Draft), cancellationToken);
        if (happening is null)
        {
            return OfferingErrors.NotFound;
        }

        if (query.IsManaged && context.UserId is null)
        {
            return UserErrors.NotSignedIn;
        }

        if (query.IsManaged && !context.MayManage(happening.OwnerId))
        {
            return OfferingErrors.NotTheOwner;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        if (query.IsManaged)
        {
            return await db.ViewManagedAsync(happening, happening.Version, now, cancellationToken);
        }

        ILookup<Guid, TicketTypeRow> types = await db.TicketTypesOfAsync([happening], now, cancellationToken);
        AccessCode? code = await FindCodeAsync(query, cancellationToken);
        EventView view = EventView.Of(happening, types[happening.Id], now, null, code) with { Rating = await db.RatingTotals.OfAsync(happening.Id, cancellationToken) };
        return new Versioned<EventView>(view, happening.Version, view.Availability);
    }

    private async Task<AccessCode?> FindCodeAsync(GetEventQuery query, CancellationToken ct)
    {
        if (query.AccessCode is null)
        {
            return null;
        }

        byte[] hash = AccessCode.HashOf(query.Id, query.AccessCode);
        return await db.AccessCodes.AsNoTracking().SingleOrDefaultAsync(code => code.EventId == query.Id && code.Hash == hash && code.IsActive, ct);
    }
}
