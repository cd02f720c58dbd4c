namespace Booking.Application.Tickets;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using MediatR;

/// <summary>The public keys that a scanner checks tickets with while it is offline.</summary>
public sealed record ListTicketKeysQuery : IQuery<TicketKeySet>;

/// <summary>A JWK set (RFC 7517).</summary>
public sealed record TicketKeySet(IReadOnlyList<TicketKeyView> Keys);

internal sealed class ListTicketKeysHandler(ITicketTokens tokens) : IRequestHandler<ListTicketKeysQuery, Result<TicketKeySet>>
{
    public Task<Result<TicketKeySet>> Handle(ListTicketKeysQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(Result<TicketKeySet>.Success(new TicketKeySet(tokens.Keys)));
}
