namespace Booking.Domain.Reporting;

/// <summary>Who has asked for something.</summary>
public enum AuditActorKind
{
    /// <summary>Somebody who was signed in.</summary>
    User,

    /// <summary>A guest, a provider's webhook, or somebody who was not signed in yet.</summary>
    Anonymous,

    /// <summary>A worker, of its own accord.</summary>
    System,
}

public enum AuditAction
{
    Created,
    Changed,
    Deleted,

    /// <summary>Something that has no subject that is kept.</summary>
    Done,
}

/// <param name="Kind">Who it was.</param>
/// <param name="Id">The user; null for all others.</param>
/// <param name="Roles">As the access token said.</param>
public sealed record AuditActor(AuditActorKind Kind, Guid? Id, IReadOnlyList<string> Roles);

/// <summary>One member that was changed in the back office.</summary>
/// <param name="Field">Its name in the API.</param>
/// <param name="Before">Null where it was empty, and where the value is withheld.</param>
/// <param name="IsWithheld">Personal or secret, or too large: that it was changed is all that is kept.</param>
public sealed record AuditedChange(string Field, string? Before, string? After, bool IsWithheld);

/// <summary>That somebody has changed something; never changed itself.</summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public DateTimeOffset At { get; private init; }

    public AuditActorKind ActorKind { get; private init; }

    public Guid? ActorId { get; private init; }

    public string[] ActorRoles { get; private init; } = [];

    /// <summary>The use case, as the operations of the API are named.</summary>
    public string UseCase { get; private init; } = "";

    public AuditAction Action { get; private init; }

    /// <summary>E.g. <c>booking</c>; null where it has no subject.</summary>
    public string? SubjectType { get; private init; }

    public Guid? SubjectId { get; private init; }

    public IReadOnlyList<AuditedChange> Changes { get; private init; } = [];

    public string? TraceId { get; private init; }

    public static AuditEntry Write(
        Guid id, Guid tenantId, AuditActor actor, string useCase, AuditAction action, (string Type, Guid Id)? subject, IReadOnlyList<AuditedChange> changes, string? traceId, DateTimeOffset now) => new()
        {
            Id = id,
            TenantId = tenantId,
            At = now,
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            ActorRoles = [.. actor.Roles],
            UseCase = useCase,
            Action = action,
            SubjectType = subject?.Type,
            SubjectId = subject?.Id,
            Changes = changes,
            TraceId = traceId,
        };
}
