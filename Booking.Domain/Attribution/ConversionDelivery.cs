namespace Booking.Domain.Attribution;

using Booking.Domain.Common;

/// <summary>What became of one call of the network.</summary>
/// <param name="StatusCode">Of HTTP; null when there was no answer.</param>
/// <param name="Code">The network's own; 0 is a success.</param>
/// <param name="Error">Null after a success; else <c>timeout</c>, <c>connection_failed</c>, <c>invalid_answer</c>, <c>status</c> or <c>refused</c>.</param>
/// <param name="Message">What the network says to it, shortened.</param>
/// <param name="RequestId">The network's name for the call.</param>
public sealed record ConversionAttempt(DateTimeOffset At, int? StatusCode, int? Code, string? Error, string? Message, string? RequestId);

/// <summary>The one event that tells the advertising network of a booking.</summary>
public sealed class ConversionDelivery : AggregateRoot
{
    /// <summary>Of TikTok's standard events the one for a purchase.</summary>
    public const string CompletePayment = "CompletePayment";

    public const int MaxAttemptsKept = 20;

    /// <summary>At most every 2 hours, for a day: well within the 48 hours in which the network recognises the browser's copy of an event.</summary>
    public static readonly RetrySchedule Retries = new(Growth: 4, TimeSpan.FromHours(2), TimeSpan.FromHours(24));

    private ConversionDelivery()
    {
    }

    /// <summary>There is one delivery per booking.</summary>
    public Guid BookingId { get; private init; }

    /// <summary>The booking's number: the browser's copy of the event has the same, and the network counts the two once.</summary>
    public string EventId { get; private init; } = "";

    public string EventType { get; private init; } = "";

    /// <summary>The event as it is sent, the same every time; null as soon as it is not sent any more.</summary>
    public string? Event { get; private set; }

    public ConversionDeliveryStatus Status { get; private set; }

    public ConversionSkipReason? SkipReason { get; private set; }

    public int AttemptCount { get; private set; }

    /// <summary>The last ones.</summary>
    public IReadOnlyList<ConversionAttempt> Attempts { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>While an attempt is under way, when somebody else may take it up; null when nothing is to be done.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>No attempt begins later.</summary>
    public DateTimeOffset GiveUpAt => CreatedAt + Retries.TriedFor;

    /// <summary>W3C trace context of what has led to it, which the calls go on with.</summary>
    public string? TraceParent { get; private init; }

    public static ConversionDelivery Plan(Guid id, Guid tenantId, Guid bookingId, string number, string happened, DateTimeOffset now, string? traceParent = null) => new()
    {
        Id = id,
        TenantId = tenantId,
        BookingId = bookingId,
        EventId = number,
        EventType = CompletePayment,
        Event = happened,
        CreatedAt = now,
        NextAttemptAt = now,
        TraceParent = traceParent,
    };

    /// <summary>Writes down that there is nothing to send.</summary>
    public static ConversionDelivery PlanSkipped(Guid id, Guid tenantId, Guid bookingId, string number, ConversionSkipReason reason, DateTimeOffset now) => new()
    {
        Id = id,
        TenantId = tenantId,
        BookingId = bookingId,
        EventId = number,
        EventType = CompletePayment,
        Status = ConversionDeliveryStatus.Skipped,
        SkipReason = reason,
        CreatedAt = now,
    };

    /// <summary>Keeps others away until the attempt's outcome is written, or its writer has been gone for long enough.</summary>
    public void Claim(DateTimeOffset until) => NextAttemptAt = until;

    public Result<Done> Skip(ConversionSkipReason reason)
    {
        Result<Done> moved = Move(ConversionDeliveryStatus.Skipped);
        if (moved.IsSuccess)
        {
            SkipReason = reason;
        }

        return moved;
    }

    /// <summary>Writes an attempt down, and what follows from it.</summary>
    /// <param name="isFinal">The network will never take it.</param>
    /// <param name="chance">From 0 to 1; spreads the pause.</param>
    public Result<Done> Record(ConversionAttempt attempt, bool isFinal, TimeSpan? retryAfter, double chance, DateTimeOffset now)
    {
        bool isSent = attempt.Error is null;
        DateTimeOffset next = now + Retries.Pause(AttemptCount + 1, chance, retryAfter);
        bool isOver = isSent || isFinal || next > GiveUpAt;
        Result<Done> moved = isOver
            ? Move(isSent ? ConversionDeliveryStatus.Sent : ConversionDeliveryStatus.Failed)
            : ConversionDeliveryTransitions.Table.Check(Status, ConversionDeliveryStatus.Failed);
        if (moved.IsFailure)
        {
            return moved;
        }

        AttemptCount++;
        Attempts = [.. Attempts.TakeLast(MaxAttemptsKept - 1), attempt];
        SentAt = isSent ? now : null;
        NextAttemptAt = isOver ? null : next;
        return Result.Success;
    }

    private Result<Done> Move(ConversionDeliveryStatus to)
    {
        Result<Done> allowed = ConversionDeliveryTransitions.Table.Check(Status, to);
        if (allowed.IsSuccess)
        {
            (Status, NextAttemptAt, Event) = (to, null, null);
        }

        return allowed;
    }
}
