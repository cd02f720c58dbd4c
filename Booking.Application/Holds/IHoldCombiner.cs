namespace Booking.Application.Holds;

using System.Diagnostics;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>
/// Takes the inventory of many holds together: those that come while others are being written wait for the next transaction and share it.
/// Each is decided on its own, in the order in which they came.
/// </summary>
public interface IHoldCombiner
{
    Task<CombinedHold> PlaceAsync(HoldOrder order, CancellationToken ct);
}

/// <param name="Terms">What it was granted by.</param>
/// <param name="View">The answer if it is placed.</param>
/// <param name="Key">Null for a caller that does not repeat itself.</param>
/// <param name="MostLive">Live holds that the customer may have; guests have no such number.</param>
/// <param name="Running">For the audit log: what is being done, and by whom.</param>
public sealed record HoldOrder(Hold Hold, IReadOnlyList<Claim> Claims, IReadOnlyList<KnownTerms> Terms, HoldView View, IdempotencyKey? Key, int MostLive, RunningUseCase? Running)
{
    /// <summary>W3C trace context of the request.</summary>
    public string? TraceParent { get; } = Activity.Current?.Id;
}

/// <summary>What became of a <see cref="HoldOrder"/>.</summary>
public enum CombinedOutcome
{
    /// <summary>It is placed, durably.</summary>
    Placed,

    /// <summary>Something belongs to somebody else.</summary>
    Refused,

    /// <summary>Some of its terms have changed: grant it anew.</summary>
    Outdated,

    /// <summary>The customer has as many live holds as one may have.</summary>
    TooMany,

    /// <summary>The key was used before.</summary>
    Replayed,

    /// <summary>Nothing was decided; it has to be tried on its own.</summary>
    Undecided,

    /// <summary>More wait already than can be served in time.</summary>
    Busy,
}

/// <param name="Claimed">Who stands in the way; with <see cref="CombinedOutcome.Refused"/>.</param>
/// <param name="Replay">The earlier answer, or why there is none; with <see cref="CombinedOutcome.Replayed"/>.</param>
/// <param name="Outdated">Whose terms have changed; with <see cref="CombinedOutcome.Outdated"/>.</param>
public sealed record CombinedHold(CombinedOutcome Outcome, ClaimResult? Claimed = null, Result<HoldView>? Replay = null, IReadOnlyList<TermsKey>? Outdated = null);
