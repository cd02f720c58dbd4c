namespace Booking.Application.Reporting;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using MediatR;

/// <summary>Adds what was recorded to the figures, a batch at a time.</summary>
public sealed record FoldReportsProcess(int BatchSize = 1000) : IProcess<int>;

internal sealed class FoldReportsHandler(IReportBook book) : IRequestHandler<FoldReportsProcess, Result<int>>
{
    public async Task<Result<int>> Handle(FoldReportsProcess process, CancellationToken cancellationToken) => await book.FoldAsync(process.BatchSize, cancellationToken);
}
