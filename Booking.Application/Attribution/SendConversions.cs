namespace Booking.Application.Attribution;

using System.Diagnostics;
using Booking.Application.Abstractions;
using Booking.Application.Behaviors;
using Booking.Domain.Attribution;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Sends what is due of one tenant: claims a few events, sends them side by side outside of any transaction, and writes down what became of
/// them. Broken off in between they are due again after <see cref="SendConversionsHandler.Lease"/>.
/// </summary>
public sealed record SendConversionsProcess : IProcess<int>
{
    /// <summary>So many calls for one tenant run at a time.</summary>
    public const int BatchSize = 8;
}

internal sealed class SendConversionsHandler(IBookingDb db, IUnitOfWork unitOfWork, IConversionSender sender, ISecretBox secrets, RequestContext context)
    : IRequestHandler<SendConversionsProcess, Result<int>>
{
    /// <summary>Longer than any call takes.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public async Task<Result<int>> Handle(SendConversionsProcess process, CancellationToken cancellationToken)
    {
        // Looked at often, and mostly for nothing: the database's clock decides in the claim.
        if (!await db.ConversionDeliveries.AnyAsync(delivery => delivery.Status == ConversionDeliveryStatus.Pending, cancellationToken))
        {
            return 0;
        }

        return await unitOfWork.CallAsync<Due, Sent>(ClaimAsync, (due, ct) => Task.FromResult(SendAsync(due, ct)), WriteAsync, cancellationToken);
    }

    private async Task<Result<TakenUp<Due>>> ClaimAsync(CancellationToken ct)
    {
        List<ConversionDelivery> due = await db.LockDueConversionsAsync(unitOfWork.Now, SendConversionsProcess.BatchSize, ct);
        ConversionSettings? settings = due.Count == 0 ? null : await db.ConversionSettings.AsNoTracking().SingleOrDefaultAsync(ct);
        List<Guid> bookings = [.. due.Select(delivery => delivery.BookingId)];
        List<Guid> cancelled = due.Count == 0 ? [] : await db.Bookings
            .Where(booking => bookings.Contains(booking.Id) && booking.Status == BookingStatus.Cancelled).Select(booking => booking.Id).ToListAsync(ct);
        List<Due> events = [];
        foreach (ConversionDelivery delivery in due)
        {
            ConversionSkipReason? reason = settings is not { IsActive: true } ? ConversionSkipReason.SwitchedOff
                : cancelled.Contains(delivery.BookingId) ? ConversionSkipReason.BookingCancelled
                : null;
            if (reason is { } why)
            {
                delivery.Skip(why);
            }
            else
            {
                delivery.Claim(unitOfWork.Now + Lease);
                events.Add(new Due(settings!, delivery.Id, delivery.Event!, delivery.TraceParent));
            }
        }

        return new TakenUp<Due>(due.Count, events);
    }

    private async Task<Sent> SendAsync(Due due, CancellationToken ct)
    {
        using Activity? span = UseCaseTelemetry.StartCall("send conversion", due.TraceParent);
        string token = secrets.OpenConversionToken(due.Settings.AccessToken, context.TenantId);
        ConversionAnswer answer = await sender.SendAsync(new ConversionCall(due.Settings.EventSourceId, due.Settings.TestEventCode, token, due.Event), ct);
        span.Answered(answer.Attempt.StatusCode, answer.Attempt.Error);
        return new Sent(due.Id, answer);
    }

    private async Task<Result<Done>> WriteAsync(IReadOnlyList<Sent> sent, CancellationToken ct)
    {
        foreach ((Guid id, ConversionAnswer answer) in sent)
        {
            ConversionDelivery? delivery = await db.ConversionDeliveries.SingleOrDefaultAsync(delivery => delivery.Id == id, ct);

            // Refused where somebody else has taken it up after the claim had lapsed.
            delivery?.Record(answer.Attempt, answer.IsFinal, answer.RetryAfter, OutsideCalls.Chance(), unitOfWork.Now);
        }

        return Result.Success;
    }

    private sealed record Due(ConversionSettings Settings, Guid Id, string Event, string? TraceParent);

    private sealed record Sent(Guid Id, ConversionAnswer Answer);
}
