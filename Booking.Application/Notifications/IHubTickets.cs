namespace Booking.Application.Notifications;

/// <summary>Stands for an access token where it would be seen: in the address of a WebSocket.</summary>
public interface IHubTickets
{
    /// <returns>Null when none can be given at the moment.</returns>
    Task<string?> IssueAsync(string accessToken, CancellationToken ct);

    /// <returns>The access token, once; null for what is no ticket, or not any more.</returns>
    Task<string?> RedeemAsync(string ticket, CancellationToken ct);
}
