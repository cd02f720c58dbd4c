namespace Booking.Infrastructure.Holds;

using System.Data;
using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Infrastructure.Persistence;
using Npgsql;

/// <summary>
/// Holds of one tenant in one transaction of two round trips: the first locks all units in the one order and looks at what is taken, the
/// second writes what was decided in between, and commits. The constraints still decide: were the look wrong, nothing would be written.
/// </summary>
internal sealed partial class HoldBatch(IReadOnlyList<HoldOrder> orders, ISecretBox secrets)
{
    // A unit that somebody keeps for longer must not keep all the others waiting.
    private const string LockTimeout = "2s";

    private readonly CombinedHold?[] _answers = new CombinedHold?[orders.Count];

    private Guid TenantId => orders[0].Hold.TenantId;

    public IReadOnlyList<HoldOrder> Orders => orders;

    public IReadOnlyList<CombinedHold> Answers => _answers!;

    public IEnumerable<HoldOrder> Placed => orders.Where((_, i) => _answers[i]!.Outcome == CombinedOutcome.Placed);

    /// <exception cref="PostgresException">The transaction was refused or broken off: none of it has happened.</exception>
    public async Task RunAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(ct);
        try
        {
            Look look = await LookAsync(connection, ct);
            Decide(look);
            if (Placed.Any())
            {
                await WriteAsync(connection, ct);
                return;
            }
        }
        catch (PostgresException) when (connection.FullState == ConnectionState.Open)
        {
            await RollBackAsync(connection, ct);
            throw;
        }

        await RollBackAsync(connection, ct);
    }

    private static async Task RollBackAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using NpgsqlCommand rollBack = new("ROLLBACK", connection);
        await rollBack.ExecuteNonQueryAsync(ct);
    }

    /// <summary>In the order in which they came; what one takes, the next finds taken.</summary>
    private void Decide(Look look)
    {
        for (int i = 0; i < orders.Count; i++)
        {
            HoldOrder order = orders[i];
            _answers[i] = Refuse(order, i, look) ?? Take(order, look);
        }
    }

    private CombinedHold? Refuse(HoldOrder order, int i, Look look)
    {
        if (order.Key is { } key && (look.Stored.GetValueOrDefault(i) ?? (look.IsKeyFree[i] ? null : StoredAnswer.Running)) is { } stored)
        {
            return new CombinedHold(CombinedOutcome.Replayed, Replay: stored.Replay<Result<HoldView>>(TenantId, key, secrets));
        }

        TermsKey[] outdated = [.. order.Terms.Where(terms => look.Stamps.GetValueOrDefault(terms.Key) != terms.Stamp).Select(terms => terms.Key)
            .Concat(order.Claims.OfType<SeatClaim>().Where(look.IsOnSaleNoMore).Select(claim => new TermsKey(TermsKind.SeatedEvent, claim.EventId)))];
        if (outdated.Length > 0)
        {
            return new CombinedHold(CombinedOutcome.Outdated, Outdated: outdated);
        }

        return order.Hold.CustomerId is { } customer && look.Live.GetValueOrDefault(customer) >= order.MostLive ? new CombinedHold(CombinedOutcome.TooMany) : null;
    }

    private static CombinedHold Take(HoldOrder order, Look look)
    {
        List<ClaimConflict> conflicts = [.. order.Claims.SelectMany(look.InTheWayOf)];
        if (conflicts.Count > 0)
        {
            return new CombinedHold(CombinedOutcome.Refused, new ClaimResult(ClaimOutcome.Conflict, conflicts));
        }

        foreach (IGrouping<Guid, QuotaClaim> pool in order.Claims.OfType<QuotaClaim>().GroupBy(claim => claim.PoolId))
        {
            (int left, DateTimeOffset? until) = look.Pools.GetValueOrDefault(pool.Key);
            if (pool.Sum(claim => claim.Quantity) > left)
            {
                conflicts.AddRange(pool.Select(claim => new ClaimConflict(claim.Item, claim.PoolId.ToString(), null, null, "sold_out", until)));
            }
        }

        if (conflicts.Count > 0)
        {
            return new CombinedHold(CombinedOutcome.Refused, new ClaimResult(ClaimOutcome.SoldOut, [.. conflicts.OrderBy(conflict => conflict.Item)]));
        }

        look.Take(order);
        return new CombinedHold(CombinedOutcome.Placed);
    }
}
