namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using MediatR;

/// <summary>
/// Opens one case for every live booking that a disruption touches, however often the message arrives and wherever it broke off:
/// batch by batch, each booking that has no case yet. For appointments whose customer does not mind who performs them somebody else is
/// looked for first.
/// </summary>
/// <param name="MessageId">The event that tells of it.</param>
public sealed record OpenCasesProcess(OfferingDisrupted Disrupted, Guid MessageId) : IProcess<Done>;

internal sealed class OpenCasesHandler(IBookingDb db, IUnitOfWork unitOfWork, IDueBookings due, ProviderDispatch providers, BookingOptions options) : IRequestHandler<OpenCasesProcess, Result<Done>>
{
    public const string Consumer = "disruptions";

    private const int BatchSize = 50;

    public async Task<Result<Done>> Handle(OpenCasesProcess process, CancellationToken cancellationToken)
    {
        while (true)
        {
            Result<int> opened = await unitOfWork.RunAsync(ct => OpenBatchAsync(process, ct), cancellationToken);
            if (opened.IsFailure || opened.Value < BatchSize)
            {
                return opened.IsFailure ? opened.Error : Result.Success;
            }
        }
    }

    private async Task<Result<int>> OpenBatchAsync(OfferingDisrupted disrupted, Guid messageId, CancellationToken ct)
    {
        IReadOnlyList<DisruptedBooking> touched = await due.ListDisruptedAsync(messageId, disrupted, BatchSize, ct);
        foreach (DisruptedBooking touch in touched)
        {
            Booking? booking = await db.LockBookingAsync(touch.BookingId, ct);
            if (booking?.Status is not (BookingStatus.Confirmed or BookingStatus.AwaitingPayment))
            {
                continue;
            }

            int[] sought = [.. touch.Items.Select(item => item.Item).Where(item => IsSought(disrupted, booking.Items[item]))];
            foreach (int item in sought)
            {
                providers.Seek(booking, item, messageId, disrupted.Title, disrupted.Note);
            }

            if (sought.Length == touch.Items.Count)
            {
                continue;
            }

            db.DisruptionCases.Add(DisruptionCase.Open(
                Guid.CreateVersion7(unitOfWork.Now), booking, messageId, disrupted, [.. touch.Items.Select(item => item.Item).Except(sought)], options.CaseTime, unitOfWork.Now));
            if (disrupted.Disruption != Disruption.Cancelled)
            {
                booking.Move(touch.Items.Where(item => item.From is not null).ToDictionary(item => item.Item, item => NewTime(booking.Items[item.Item], item)));
            }
        }

        return touched.Count;
    }

    private async Task<Result<int>> OpenBatchAsync(OpenCasesProcess process, CancellationToken ct)
    {
        // Two deliveries of one message take turns; the second finds nothing left to open.
        await unitOfWork.TakeTurnAsync($"cases of {process.MessageId}", ct);
        Result<int> opened = await OpenBatchAsync(process.Disrupted, process.MessageId, ct);
        if (opened.Value < BatchSize)
        {
            await unitOfWork.TryMarkHandledAsync(Consumer, process.MessageId, ct);
        }

        return opened;
    }

    private static bool IsSought(OfferingDisrupted disrupted, HoldItem item) =>
        disrupted is { Kind: ItemKinds.Service, Disruption: Disruption.Cancelled } && Appointment.IsWithAny(item) && Appointment.ProviderOf(item) == disrupted.OfferingId;

    private static TimeRange NewTime(HoldItem item, DisruptedItem touched)
    {
        DateTimeOffset from = touched.From ?? item.From ?? DateTimeOffset.MinValue;
        return new TimeRange(from, touched.To ?? from + ((item.To - item.From) ?? TimeSpan.Zero));
    }
}
