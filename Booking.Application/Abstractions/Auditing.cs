namespace Booking.Application.Abstractions;

using Booking.Domain.Reporting;

/// <summary>
/// Marks what is audited by its events: their consumer writes the entries, with the actor that the outbox row names, so that the request pays
/// nothing for them. For the hot paths of the sale only; everything else is audited in the transaction of its change.
/// </summary>
public interface IAuditedByEvent;

/// <summary>Marks what changes nothing that anybody could want to know of later.</summary>
public interface INotAudited;

/// <summary>The use case that is running, the outermost one, and who has asked for it.</summary>
public sealed record RunningUseCase(string Name, AuditActor Actor, bool IsAuditedByEvent, bool IsAudited);
