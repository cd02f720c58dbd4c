namespace Booking.Application.Holds;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <param name="ExpiresInSeconds">Whole seconds left by the server's clock, never negative.</param>
/// <param name="ServerTime">So that a client whose clock is wrong can still count down.</param>
/// <param name="AvailableActions">What may be done with the hold now: <c>book</c>, <c>extend</c>, <c>release</c>.</param>
/// <param name="Token">A guest's secret; only in the answer that placed the hold. Send it as <c>X-Hold-Token</c>.</param>
public sealed record HoldView(
    Guid Id,
    HoldStatus Status,
    DateTimeOffset ExpiresAt,
    int ExpiresInSeconds,
    DateTimeOffset ServerTime,
    IReadOnlyList<HoldItem> Items,
    Price Price,
    IReadOnlyList<string> AvailableActions,
    string? Token = null) : ISecretAnswer
{
    bool ISecretAnswer.HasSecret => Token is not null;

    public static HoldView Of(Hold hold, DateTimeOffset now, string? token = null)
    {
        HoldStatus status = hold.StatusAt(now);
        List<string> actions = [];
        if (status == HoldStatus.Active)
        {
            actions.Add("book");
            if (hold.CanExtend(now))
            {
                actions.Add("extend");
            }

            actions.Add("release");
        }

        int left = status == HoldStatus.Active ? (int)Math.Max(0, Math.Floor((hold.ExpiresAt - now).TotalSeconds)) : 0;
        return new HoldView(hold.Id, status, hold.ExpiresAt, left, now, hold.Items, hold.Price, actions, token);
    }
}
