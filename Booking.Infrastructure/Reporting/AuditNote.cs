namespace Booking.Infrastructure.Reporting;

using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Domain.Reporting;
using Booking.Infrastructure.Messaging;
using Booking.Infrastructure.Persistence;

/// <summary>What an outbox row says of who has done it, so that the audit entry can be made of the event.</summary>
public sealed record AuditNote(string UseCase, AuditActorKind Kind, Guid? Id, IReadOnlyList<string> Roles)
{
    private static readonly string[] Beginnings = ["hold.placed", "booking.awaiting_payment", "booking.confirmed"];

    /// <returns>The entry, or null where the change was audited by itself.</returns>
    public static AuditEntry? Read(CloudEvent happened)
    {
        if (happened.Audit is null)
        {
            return null;
        }

        AuditNote? note;
        try
        {
            note = JsonSerializer.Deserialize<AuditNote>(happened.Audit, StoredJson.Options);
        }
        catch (JsonException)
        {
            throw new InvalidMessageException("invalid_audit");
        }

        return note is null ? null : AuditEntry.Write(
            happened.Id, happened.TenantId, new AuditActor(note.Kind, note.Id, note.Roles), note.UseCase, Beginnings.Contains(happened.Type) ? AuditAction.Created : AuditAction.Changed,
            (happened.Type.Split('.')[0], happened.Subject), [], happened.TraceParent?.Split('-').ElementAtOrDefault(1), happened.Time);
    }

    internal static string Write(RunningUseCase running) =>
        JsonSerializer.Serialize(new AuditNote(running.Name, running.Actor.Kind, running.Actor.Id, running.Actor.Roles), StoredJson.Options);
}
