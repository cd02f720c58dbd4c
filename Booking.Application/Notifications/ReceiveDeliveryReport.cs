namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using MediatR;

/// <summary>Takes what Twilio tells of a message: signature first, then whose message it is, then what it says.</summary>
public sealed record ReceiveDeliveryReportProcess(string Query, IReadOnlyList<KeyValuePair<string, string>> Form, string? Signature) : IProcess<Done>
{
    /// <summary>Without the form, which has telephone numbers.</summary>
    public override string ToString() => nameof(ReceiveDeliveryReportProcess);
}

internal sealed class ReceiveDeliveryReportHandler(IDeliveryReports reports, RequestContext context, ISender sender) : IRequestHandler<ReceiveDeliveryReportProcess, Result<Done>>
{
    public async Task<Result<Done>> Handle(ReceiveDeliveryReportProcess process, CancellationToken cancellationToken)
    {
        Result<DeliveryReport> read = reports.Read(process.Query, process.Form, process.Signature);
        if (read.IsFailure)
        {
            return read.Error;
        }

        context.UseTenant(read.Value.TenantId);
        return await sender.Send(new ApplyDeliveryReportCommand(read.Value), cancellationToken);
    }
}
