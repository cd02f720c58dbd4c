namespace Booking.Application.Reporting;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using MediatR;

/// <summary>Makes the tenant's figures anew of all facts, beside whatever else goes on.</summary>
public sealed record RebuildReportsProcess : IProcess<RebuiltReports>;

internal sealed class RebuildReportsHandler(IReportBook book) : IRequestHandler<RebuildReportsProcess, Result<RebuiltReports>>
{
    public async Task<Result<RebuiltReports>> Handle(RebuildReportsProcess process, CancellationToken cancellationToken) => await book.RebuildAsync(cancellationToken);
}
