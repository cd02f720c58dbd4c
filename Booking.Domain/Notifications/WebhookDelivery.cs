namespace Booking.Domain.Notifications;

using Booking.Domain.Common;

/// <summary>One call of a receiver.</summary>
/// <param name="StatusCode">Null when there was no answer.</param>
/// <param name="Error">A word for what went wrong: <c>timeout</c>, <c>connection_failed</c>, <c>name_not_resolved</c>, <c>address_refused</c>, <c>tls_failed</c>, <c>invalid_answer</c>, <c>status</c>; null after a success.</param>
/// <param name="Excerpt">How an answer that was no success began.</param>
public sealed record WebhookAttempt(DateTimeOffset At, int? StatusCode, string? Error, int DurationMilliseconds, string? Excerpt);

/// <summary>One event for one endpoint.</summary>
public sealed class WebhookDelivery : AggregateRoot
{
    /// <summary>The last ones are kept.</summary>
    public const int MaxAttemptsKept = 20;

    /// <summary>At most every 8 hours, for 72 hours.</summary>
    public static readonly RetrySchedule Retries = new(Growth: 3, TimeSpan.FromHours(8), TimeSpan.FromHours(72));

    private const int Gone = 410;

    private WebhookDelivery()
    {
    }

    public Guid EndpointId { get; private init; }

    /// <summary>The <c>webhook-id</c>: the same for every attempt and every replay.</summary>
    public Guid EventId { get; private init; }

    public string EventType { get; private init; } = "";

    /// <summary>As it is sent, byte for byte the same every time.</summary>
    public string Body { get; private init; } = "";

    public WebhookDeliveryStatus Status { get; private set; }

    public int AttemptCount { get; private set; }

    public IReadOnlyList<WebhookAttempt> Attempts { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>No attempt begins later.</summary>
    public DateTimeOffset GiveUpAt { get; private set; }

    /// <summary>While an attempt is under way, when somebody else may take it up; null when nothing is to be done.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>W3C trace context of what has led to it, which the calls go on with.</summary>
    public string? TraceParent { get; private init; }

    /// <summary>Since the delivery was planned or replayed.</summary>
    public int Failures { get; private set; }

    public static WebhookDelivery Plan(Guid id, WebhookEndpoint endpoint, Guid eventId, string eventType, string body, DateTimeOffset now, string? traceParent = null) => new()
    {
        Id = id,
        TenantId = endpoint.TenantId,
        EndpointId = endpoint.Id,
        EventId = eventId,
        EventType = eventType,
        Body = body,
        CreatedAt = now,
        GiveUpAt = now + Retries.TriedFor,
        NextAttemptAt = now,
        TraceParent = traceParent,
    };

    /// <summary>Whether a receiver says that there will never be one again.</summary>
    public static bool IsGone(int? statusCode) => statusCode == Gone;

    /// <summary>Keeps others away until the attempt's outcome is written, or its writer has been gone for long enough.</summary>
    public void Claim(DateTimeOffset until) => NextAttemptAt = until;

    /// <summary>Writes an attempt down, and what follows from it.</summary>
    /// <param name="chance">From 0 to 1; spreads the pause.</param>
    public Result<Done> Record(WebhookAttempt attempt, TimeSpan? retryAfter, double chance, DateTimeOffset now)
    {
        bool isSuccess = attempt.Error is null;
        if (Status != WebhookDeliveryStatus.Pending)
        {
            return WebhookDeliveryTransitions.Table.Check(Status, isSuccess ? WebhookDeliveryStatus.Succeeded : WebhookDeliveryStatus.Failed);
        }

        AttemptCount++;
        Attempts = [.. Attempts.TakeLast(MaxAttemptsKept - 1), attempt];
        if (isSuccess)
        {
            (Status, NextAttemptAt) = (WebhookDeliveryStatus.Succeeded, null);
            return Result.Success;
        }

        Failures++;
        DateTimeOffset next = now + Retries.Pause(Failures, chance, retryAfter);
        if (IsGone(attempt.StatusCode) || next > GiveUpAt)
        {
            (Status, NextAttemptAt) = (WebhookDeliveryStatus.Failed, null);
        }
        else
        {
            NextAttemptAt = next;
        }

        return Result.Success;
    }

    /// <summary>Sends it once more, with all its attempts again.</summary>
    public Result<Done> Replay(DateTimeOffset now)
    {
        Result<Done> allowed = WebhookDeliveryTransitions.Table.Check(Status, WebhookDeliveryStatus.Pending);
        if (allowed.IsSuccess)
        {
            (Status, Failures, NextAttemptAt, GiveUpAt) = (WebhookDeliveryStatus.Pending, 0, now, now + Retries.TriedFor);
        }

        return allowed;
    }
}
