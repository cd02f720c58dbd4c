namespace Booking.Application.Reporting;

using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Reporting;
using MediatR;

/// <summary>Keeps what the reports need of an event, however often it arrives, and the audit entry that is made of it.</summary>
/// <param name="Audit">Null where the change was audited by itself.</param>
public sealed record RecordFactProcess(Guid EventId, string Type, Guid Subject, DateTimeOffset OccurredAt, JsonElement Data, AuditEntry? Audit = null) : IProcess<Done>;

internal sealed class RecordFactHandler(IReportBook book) : IRequestHandler<RecordFactProcess, Result<Done>>
{
    public async Task<Result<Done>> Handle(RecordFactProcess process, CancellationToken cancellationToken)
    {
        await book.RecordAsync(
            new ReportedEvent(process.EventId, process.Type, process.Subject, process.OccurredAt, FactReader.Read(process.Type, process.Data), process.Audit), cancellationToken);
        return Result.Success;
    }
}
