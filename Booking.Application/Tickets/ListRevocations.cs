namespace Booking.Application.Tickets;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The tickets that were revoked since, in the order in which it took effect; for scanners that go offline.</summary>
/// <param name="Since">What the answer before said; 0 for all.</param>
public sealed record ListRevocationsQuery(long Since, int Limit) : IQuery<RevocationList>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [Roles.Provider, Roles.Driver, Roles.Admin];
}

/// <param name="Since">For the next call; the same again where nothing was revoked.</param>
/// <param name="HasMore">Whether there are more already.</param>
public sealed record RevocationList(IReadOnlyList<RevocationView> Items, long Since, bool HasMore);

/// <param name="OfferingId">Whose door the ticket opened.</param>
public sealed record RevocationView(Guid TicketId, Guid OfferingId, string? Seat, DateTimeOffset RevokedAt, string Reason);

internal sealed class ListRevocationsHandler(IBookingDb db) : IRequestHandler<ListRevocationsQuery, Result<RevocationList>>
{
    public async Task<Result<RevocationList>> Handle(ListRevocationsQuery query, CancellationToken cancellationToken)
    {
        var rows = await db.Tickets.AsNoTracking()
            .Where(ticket => ticket.Revocation > query.Since)
            .OrderBy(ticket => ticket.Revocation)
            .Take(query.Limit + 1)
            .Select(ticket => new { ticket.Revocation, View = new RevocationView(ticket.Id, ticket.OfferingId, ticket.Seat, ticket.RevokedAt!.Value, ticket.RevokedReason!) })
            .ToListAsync(cancellationToken);
        bool hasMore = rows.Count > query.Limit;
        var page = rows.Take(query.Limit).ToList();
        return new RevocationList([.. page.Select(row => row.View)], page.Count > 0 ? page[^1].Revocation ?? query.Since : query.Since, hasMore);
    }
}
