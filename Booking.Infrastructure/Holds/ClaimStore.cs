namespace Booking.Infrastructure.Holds;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Holds;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

/// <summary>
/// The claim kernel on PostgreSQL. The constraints decide who owns a unit; the advisory locks only keep the order in which units are
/// visited, so that no client ever meets a deadlock.
/// </summary>
internal sealed partial class ClaimStore(BookingDbContext db, RequestContext context) : IClaimStore
{
    private const string Claiming = "claiming";
    private const string Selling = "selling";

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    private NpgsqlTransaction Transaction => (NpgsqlTransaction)(db.Database.CurrentTransaction?.GetDbTransaction()
        ?? throw new InvalidOperationException("Claims are taken and given back inside a unit of work only."));

    public async Task<ClaimResult> TryClaimAsync(Guid holdId, IReadOnlyList<Claim> claims, DateTimeOffset expiresAt, CancellationToken ct)
    {
        Wanted wanted = new(context.TenantId, holdId, expiresAt, claims);
        await using NpgsqlBatch batch = Batch();
        Add(batch, $"SAVEPOINT {Claiming}");
        const string Units = "unnest($1::bigint[]) AS ordered (lock_key)";
        if (wanted.Events.Length == 0)
        {
            Add(batch, LockInOrder(Units), wanted.Units);
        }
        else
        {
            Add(batch, LockInOrder(Units, "$2::uuid[]"), wanted.Units, wanted.Events);
        }

        return await TakeOrExplainAsync(batch, wanted, ct);
    }

    public Task<bool> TryLockAsync(IReadOnlyList<Claim> claims, CancellationToken ct) => TryLockAsync(
        batch => Add(batch, LockInOrder("unnest($1::bigint[]) AS ordered (lock_key)"), claims.Select(LockKeys.Of).Distinct().Order().ToArray()), ct);

    public Task<bool> TryLockHeldAsync(IReadOnlyCollection<Guid> holdIds, CancellationToken ct)
    {
        string units = string.Join(" UNION ", Tables.Select(table => $"SELECT lock_key FROM {table} WHERE tenant_id = $1 AND hold_id = ANY ($2)"));
        return TryLockAsync(batch => Add(batch, LockInOrder($"(SELECT lock_key FROM ({units}) AS units ORDER BY lock_key) AS ordered"), context.TenantId, holdIds.ToArray()), ct);
    }

    private async Task<bool> TryLockAsync(Action<NpgsqlBatch> locks, CancellationToken ct)
    {
        try
        {
            await using NpgsqlBatch batch = Batch();
            locks(batch);
            await batch.ExecuteNonQueryAsync(ct);
            return true;
        }
        catch (PostgresException e) when (PostgresErrors.IsLockTimeout(e))
        {
            return false;
        }
    }

    public async Task<bool> TryExtendAsync(Guid holdId, DateTimeOffset expiresAt, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch();
        LockUnitsOf(batch, "hold_id", holdId);
        foreach (string table in Tables)
        {
            Add(batch, $"UPDATE {table} SET expires_at = $3 WHERE tenant_id = $1 AND hold_id = $2 AND state = 'held'", context.TenantId, holdId, expiresAt);
        }

        return await ExecuteAndCheckAsync(batch, "hold_id", holdId, "held", ct);
    }

    public async Task<bool> TryConvertAsync(Guid holdId, Guid bookingId, DateTimeOffset? payBefore, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch();
        LockUnitsOf(batch, "hold_id", holdId);
        if (payBefore is { } until)
        {
            foreach (string table in Tables)
            {
                Add(batch, $"UPDATE {table} SET booking_id = $3, expires_at = $4 WHERE tenant_id = $1 AND hold_id = $2 AND state = 'held'", context.TenantId, holdId, bookingId, until);
            }

            return await ExecuteAndCheckAsync(batch, "hold_id", holdId, "held", ct);
        }

        foreach (string table in Tables)
        {
            Add(batch, $"UPDATE {table} SET booking_id = $3 WHERE tenant_id = $1 AND hold_id = $2 AND state = 'held'", context.TenantId, holdId, bookingId);
        }

        Sell(batch, bookingId);
        return await ExecuteAndCheckAsync(batch, "hold_id", holdId, "booked", ct);
    }

    public async Task<bool> TrySellAsync(Guid bookingId, CancellationToken ct)
    {
        await Transaction.SaveAsync(Selling, ct);
        try
        {
            await using NpgsqlBatch batch = Batch();
            LockUnitsOf(batch, "booking_id", bookingId, keepsPlans: true);
            LapseOthersInTheWayOf(batch, bookingId);
            Sell(batch, bookingId);
            Retake(batch, bookingId);
            if (await ExecuteAndCheckAsync(batch, "booking_id", bookingId, "booked", ct))
            {
                return true;
            }
        }
        catch (PostgresException e) when (PostgresErrors.IsTaken(e))
        {
            // A lapsed claim belongs to somebody else by now.
        }

        await Transaction.RollbackAsync(Selling, ct);
        return false;
    }

    public async Task ReleaseAsync(Guid holdId, ClaimState to, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch();
        LockUnitsOf(batch, "hold_id", holdId);
        GiveBackHeld(batch, holdId, to == ClaimState.Released ? "released" : "expired");
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <param name="batch">Begins with the savepoint <see cref="Claiming"/> and the locks of all units, and returns no other rows.</param>
    private async Task<ClaimResult> TakeOrExplainAsync(NpgsqlBatch batch, Wanted wanted, CancellationToken ct)
    {
        try
        {
            if (await TakeAsync(batch, wanted, ct))
            {
                return ClaimResult.Claimed;
            }
        }
        catch (PostgresException e) when (PostgresErrors.IsLockTimeout(e))
        {
            return ClaimResult.Busy;
        }

        ClaimResult refused = await ExplainAsync(wanted, ct);

        // Gives the locks of the units back at once: the next in line must not wait while this one is still being told about alternatives.
        await Transaction.RollbackAsync(Claiming, ct);
        return refused;
    }

    private static async Task<bool> TakeAsync(NpgsqlBatch batch, Wanted wanted, CancellationToken ct)
    {
        List<int> expected = [];
        if (wanted.Slots.Count > 0)
        {
            AddSlots(batch, wanted);
            expected.Add(wanted.Slots.Count);
        }

        if (wanted.Seats.Count > 0)
        {
            AddSeats(batch, wanted);
            expected.Add(wanted.Seats.Count);
        }

        if (wanted.Legs.Count > 0)
        {
            AddLegs(batch, wanted);
            expected.Add(wanted.Legs.Count);
        }

        if (wanted.Quotas.Count > 0)
        {
            AddQuotas(batch, wanted);
            expected.Add(wanted.Demand.Count);
        }

        // Only the statements that take something return rows: one row for each thing taken.
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
        }

        foreach (int count in expected)
        {
            await reader.NextResultAsync(ct);
            wanted.Taken.Clear();
            while (await reader.ReadAsync(ct))
            {
                wanted.Taken.Add(reader.GetGuid(0));
            }

            if (wanted.Taken.Count != count)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> ExecuteAndCheckAsync(NpgsqlBatch batch, string column, Guid id, string state, CancellationToken ct)
    {
        string others = string.Join(" UNION ALL ", Tables.Select(table => $"SELECT 1 FROM {table} WHERE tenant_id = $1 AND {column} = $2 AND state <> $3"));
        Add(batch, $"SELECT NOT EXISTS ({others})", context.TenantId, id, state);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        bool isWhole = false;
        do
        {
            while (await reader.ReadAsync(ct))
            {
                isWhole = reader.GetFieldType(0) == typeof(bool) && reader.GetBoolean(0);
            }
        }
        while (await reader.NextResultAsync(ct));
        return isWhole;
    }

    private NpgsqlBatch Batch() => new(Connection, Transaction);

    private static void Add(NpgsqlBatch batch, string sql, params object[] parameters)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (object value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>A request's claims by kind, as arrays in lock order.</summary>
    private sealed class Wanted
    {
        public Wanted(Guid tenantId, Guid holdId, DateTimeOffset expiresAt, IReadOnlyList<Claim> claims)
        {
            (TenantId, HoldId, ExpiresAt) = (tenantId, holdId, expiresAt);
            List<(long Key, Claim Claim)> ordered = [.. claims.Select(claim => (LockKeys.Of(claim), claim)).OrderBy(pair => pair.Item1)];
            Units = [.. ordered.Select(pair => pair.Key).Distinct()];
            Slots = [.. ordered.Select(pair => pair.Claim).OfType<SlotClaim>()];
            Seats = [.. ordered.Select(pair => pair.Claim).OfType<SeatClaim>()];
            Events = [.. Seats.Select(seat => seat.EventId).Distinct()];
            Legs = [.. ordered.Select(pair => pair.Claim).OfType<LegClaim>()];
            Quotas = [.. ordered.Select(pair => pair.Claim).OfType<QuotaClaim>()];
            Demand = Quotas.GroupBy(quota => quota.PoolId).ToDictionary(group => group.Key, group => group.Sum(quota => quota.Quantity));
        }

        public Guid TenantId { get; }

        public Guid HoldId { get; }

        public DateTimeOffset ExpiresAt { get; }

        public long[] Units { get; }

        /// <summary>Those whose seat plans must stay as they are.</summary>
        public Guid[] Events { get; }

        public List<SlotClaim> Slots { get; }

        public List<SeatClaim> Seats { get; }

        public List<LegClaim> Legs { get; }

        public List<QuotaClaim> Quotas { get; }

        /// <summary>What the last statement took, by id; after a failure over pools, the pools that had enough.</summary>
        public List<Guid> Taken { get; } = [];

        /// <summary>Summed per pool before anything is asked, so that two items of one hold cannot each fit and together not.</summary>
        public Dictionary<Guid, int> Demand { get; }
    }
}
