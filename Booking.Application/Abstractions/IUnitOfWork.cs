namespace Booking.Application.Abstractions;

using Booking.Domain.Common;

/// <summary>
/// One transaction on one connection, shared by EF Core and the claim store, with the tenant set inside it.
/// Domain events of the saved aggregates become outbox rows in the same transaction.
/// </summary>
public interface IUnitOfWork
{
    /// <summary>The database's clock when the transaction began. Rules about time use this one, never the host's.</summary>
    /// <exception cref="InvalidOperationException">No transaction is open.</exception>
    DateTimeOffset Now { get; }

    /// <summary>Whether a transaction is open: then what is done is a step of it.</summary>
    bool IsOpen { get; }

    /// <summary>
    /// Runs <paramref name="work"/>, saves and commits when it succeeds, rolls everything back when it fails.
    /// A deadlock or serialisation failure runs the whole of it again, at most three times; a connection lost during the
    /// commit is not repeated blindly, the idempotency key decides.
    /// With an idempotency key in the <see cref="RequestContext"/> the stored answer is returned instead of running it twice.
    /// </summary>
    Task<TOutcome> RunAsync<TOutcome>(Func<CancellationToken, Task<TOutcome>> work, CancellationToken ct)
        where TOutcome : IOutcome<TOutcome>;

    /// <summary>The answer stored under the request's idempotency key, if there is one; a failure when the key was used with another body.</summary>
    Task<TOutcome?> FindReplayAsync<TOutcome>(CancellationToken ct)
        where TOutcome : class, IOutcome<TOutcome>;

    /// <summary>Makes all who name the same thing take turns until the transaction ends. Always before any lock on inventory.</summary>
    Task TakeTurnAsync(string name, CancellationToken ct);

    /// <summary>
    /// Marks a message as handled by a consumer, inside the running transaction.
    /// </summary>
    /// <returns>False when it had been handled before: then there is nothing left to do.</returns>
    Task<bool> TryMarkHandledAsync(string consumer, Guid messageId, CancellationToken ct);
}
