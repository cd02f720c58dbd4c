namespace Booking.Domain.Common;

using System.Text.Json.Serialization;

/// <summary>Something that happened; becomes an outbox row in the transaction of the change it tells of.</summary>
/// <param name="Type">Past tense, e.g. <c>booking.confirmed</c>; the routing key on the bus.</param>
/// <param name="Subject">The aggregate it happened to.</param>
public abstract record DomainEvent([property: JsonIgnore] string Type, [property: JsonIgnore] Guid Subject);

/// <summary>A tenant's object that changes as a whole and tells what happened to it.</summary>
public abstract class AggregateRoot
{
    private readonly List<DomainEvent> _events = [];

    public Guid TenantId { get; protected init; }

    public Guid Id { get; protected init; }

    /// <summary>Rises by one with every saved change; the ETag, and the sequence of the aggregate's events.</summary>
    public long Version { get; private set; } = 1;

    public IReadOnlyList<DomainEvent> Events => _events;

    /// <summary>Refuses a change that starts from another copy than this one.</summary>
    /// <param name="expected">The version that the caller has seen.</param>
    public Result<Done> CheckVersion(long expected) => Version == expected
        ? Result.Success
        : new Error("precondition_failed", "This has been changed since it was read.", ErrorKind.PreconditionFailed);

    public void ClearEvents() => _events.Clear();

    /// <summary>Called once per save, before the events are numbered.</summary>
    public void Advance() => Version++;

    protected void Raise(DomainEvent happened) => _events.Add(happened);
}
