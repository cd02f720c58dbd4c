namespace Booking.Infrastructure.Persistence;

using System.Security.Cryptography;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Reporting;
using Booking.Infrastructure.Caching;
using Booking.Infrastructure.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

internal sealed class UnitOfWork(BookingDbContext db, RequestContext context, OutboxSignal outbox, IReadCache cache, ISecretBox secrets) : IUnitOfWork
{
    private const int MaxAttempts = 4;

    // A waiter gives up and answers 503 rather than queue without end behind a hot unit.
    private const string LockTimeout = "4s";

    private DateTimeOffset? _now;

    public DateTimeOffset Now => _now ?? throw new InvalidOperationException("No unit of work is open.");

    public bool IsOpen => db.Database.CurrentTransaction is not null;

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    private NpgsqlTransaction? Transaction => (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();

    public async Task<TOutcome> RunAsync<TOutcome>(Func<CancellationToken, Task<TOutcome>> work, CancellationToken ct)
        where TOutcome : IOutcome<TOutcome>
    {
        if (IsOpen)
        {
            return await work(ct);
        }

        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(work, ct);
            }
            catch (Exception e) when (attempt < MaxAttempts && PostgresErrors.IsWorthRepeating(e))
            {
                db.ChangeTracker.Clear();
                await Task.Delay(RandomNumberGenerator.GetInt32(5, 20 * attempt), ct);
            }
            finally
            {
                _now = null;
            }
        }
    }

    public async Task<TOutcome?> FindReplayAsync<TOutcome>(CancellationToken ct)
        where TOutcome : class, IOutcome<TOutcome>
    {
        if (context.Idempotency is not { } key)
        {
            return null;
        }

        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(ct);
        StoredAnswer? stored = await BeginAsync(key, ct);
        return stored is null ? null : Replay<TOutcome>(stored, key);
    }

    public async Task<bool> TryMarkHandledAsync(string consumer, Guid messageId, CancellationToken ct)
    {
        await using NpgsqlCommand insert = new(
            "INSERT INTO inbox_messages (tenant_id, consumer, message_id, handled_at) VALUES ($1, $2, $3, clock_timestamp()) ON CONFLICT DO NOTHING",
            Connection, Transaction)
        {
            Parameters = { new() { Value = context.TenantId }, new() { Value = consumer }, new() { Value = messageId } },
        };
        return await insert.ExecuteNonQueryAsync(ct) == 1;
    }

    public async Task TakeTurnAsync(string name, CancellationToken ct)
    {
        await using NpgsqlCommand take = new("SELECT pg_advisory_xact_lock($1)", Connection, Transaction) { Parameters = { new() { Value = NamedLocks.Turn(context.TenantId, name) } } };
        await take.ExecuteNonQueryAsync(ct);
    }

    private async Task<TOutcome> RunOnceAsync<TOutcome>(Func<CancellationToken, Task<TOutcome>> work, CancellationToken ct)
        where TOutcome : IOutcome<TOutcome>
    {
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(ct);
        IdempotencyKey? key = context.Idempotency;
        StoredAnswer? stored = await BeginAsync(key, ct);
        if (stored is not null)
        {
            return Replay<TOutcome>(stored, key!);
        }

        db.Audit.Clear();
        TOutcome outcome = await work(ct);
        if (!outcome.IsSuccess)
        {
            // Leaving without a commit rolls back: a refused request has no effect and burns no key.
            db.ChangeTracker.Clear();
            return outcome;
        }

        bool hasMessages = db.ChangeTracker.Entries<AggregateRoot>().Any(entry => entry.Entity.Events.Count > 0);
        await db.SaveChangesAsync(ct);
        await AuditDoneAsync(ct);
        if (key is not null)
        {
            await StoreAsync(key, outcome.Payload, ct);
        }

        // From here on the answer is the database's: a caller that has gone away must not turn a commit into a doubt.
        await transaction.CommitAsync(CancellationToken.None);

        // Before the caller is told: whoever reads after the answer sees the change.
        cache.Forget(context.TenantId, ChangedTags.Of(db.ChangeTracker));
        if (hasMessages)
        {
            outbox.Raise();
        }

        return outcome;
    }

    /// <summary>What a user has done by other means than tracked entities.</summary>
    private async Task AuditDoneAsync(CancellationToken ct)
    {
        if (context.Running is { IsAudited: true, IsAuditedByEvent: false, Actor.Kind: AuditActorKind.User } running && db.Audit.IsEmpty)
        {
            db.Add(db.Audit.Done(context.TenantId, running, Now));
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>One round trip: tenant, lock timeout, clock, and what is known of the idempotency key.</summary>
    private async Task<StoredAnswer?> BeginAsync(IdempotencyKey? key, CancellationToken ct)
    {
        await using NpgsqlBatch batch = new(Connection, Transaction)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("SELECT set_config('app.tenant_id', $1, true), set_config('lock_timeout', $2, true), clock_timestamp()")
                {
                    Parameters = { new() { Value = context.TenantId.ToString() }, new() { Value = LockTimeout } },
                },
            },
        };
        if (key is not null)
        {
            // The lock tells a request that is still running from one that has finished; it ends with the transaction.
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_try_advisory_xact_lock($1)") { Parameters = { new() { Value = NamedLocks.Of(context.TenantId, key) } } });
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT body_hash, response FROM idempotency_keys WHERE tenant_id = $1 AND caller = $2 AND route = $3 AND key = $4")
            {
                Parameters = { new() { Value = context.TenantId }, new() { Value = key.Caller }, new() { Value = key.Route }, new() { Value = key.Key } },
            });
        }

        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        _now = reader.GetFieldValue<DateTimeOffset>(2);
        if (key is null)
        {
            return null;
        }

        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        bool isFree = reader.GetBoolean(0);
        await reader.NextResultAsync(ct);
        if (await reader.ReadAsync(ct))
        {
            return new StoredAnswer(reader.GetFieldValue<byte[]>(0), reader.GetString(1));
        }

        return isFree ? null : StoredAnswer.Running;
    }

    private TOutcome Replay<TOutcome>(StoredAnswer stored, IdempotencyKey key)
        where TOutcome : IOutcome<TOutcome>
    {
        TOutcome replay = stored.Replay<TOutcome>(context.TenantId, key, secrets);
        context.WasReplayed |= replay.IsSuccess;
        return replay;
    }

    private async Task StoreAsync(IdempotencyKey key, object? payload, CancellationToken ct)
    {
        await using NpgsqlCommand insert = new(
            "INSERT INTO idempotency_keys (tenant_id, caller, route, key, body_hash, response, created_at) VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp())",
            Connection, Transaction)
        {
            Parameters =
            {
                new() { Value = context.TenantId }, new() { Value = key.Caller }, new() { Value = key.Route }, new() { Value = key.Key }, new() { Value = key.BodyHash },
                new() { Value = StoredAnswer.Keep(payload!, context.TenantId, key, secrets), NpgsqlDbType = NpgsqlDbType.Json },
            },
        };
        await insert.ExecuteNonQueryAsync(ct);
    }
}
