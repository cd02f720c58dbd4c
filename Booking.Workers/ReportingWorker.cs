namespace Booking.Workers;

using Booking.Application.Reporting;
using Booking.Infrastructure.Messaging;
using Booking.Infrastructure.Reporting;

/// <summary>Keeps what the reports and the audit log need of events; see <see cref="ReportFoldingWorker"/> for the adding up.</summary>
internal sealed class ReportingWorker(EventConsumer consumer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => consumer.RunAsync(
        Subscription.Reporting,
        (sender, happened, ct) => sender.Send(new RecordFactProcess(happened.Id, happened.Type, happened.Subject, happened.Time, happened.Data, AuditNote.Read(happened)), ct),
        stoppingToken);
}
