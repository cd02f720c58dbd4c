namespace Booking.Application.Reporting;

using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using MediatR;

/// <summary>Adds what was recorded to the figures, a batch at a time.</summary>
public sealed record FoldReportsProcess(int BatchSize = 1000) : IProcess<int>;

internal sealed class FoldReportsHandler(IReportBook book, IStatsNotifier stats, RequestContext context) : IRequestHandler<FoldReportsProcess, Result<int>>
{
    public async Task<Result<int>> Handle(FoldReportsProcess process, CancellationToken cancellationToken)
    {
        int folded = await book.FoldAsync(process.BatchSize, cancellationToken);
        if (folded > 0)
        {
            stats.Changed(context.TenantId);
        }

        return folded;
    }
}
