namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using MediatR;

/// <summary>Changes the caller's access token for a ticket that opens one connection.</summary>
public sealed record IssueHubTicketProcess(string AccessToken) : IProcess<HubTicketView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

/// <param name="Ticket">Sent as <c>access_token</c> when connecting; good once.</param>
public sealed record HubTicketView(string Ticket, int ExpiresInSeconds)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
}

internal sealed class IssueHubTicketHandler(IHubTickets tickets) : IRequestHandler<IssueHubTicketProcess, Result<HubTicketView>>
{
    private static readonly Error NoTickets = new("hub_tickets_unavailable", "There are no tickets at the moment; connect with the access token.", ErrorKind.Unavailable);

    public async Task<Result<HubTicketView>> Handle(IssueHubTicketProcess process, CancellationToken cancellationToken) =>
        await tickets.IssueAsync(process.AccessToken, cancellationToken) is { } ticket ? new HubTicketView(ticket, (int)HubTicketView.Lifetime.TotalSeconds) : NoTickets;
}
