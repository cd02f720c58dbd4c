namespace Booking.Domain.Notifications;

using Booking.Domain.Common;

/// <summary>One try to send a notification.</summary>
/// <param name="Error">A fixed word for what went wrong; null after a success.</param>
public sealed record NotificationAttempt(DateTimeOffset At, string? Error);

/// <summary>Who is told.</summary>
/// <param name="UserId">Null for guests.</param>
/// <param name="Address">A mail address or a telephone number; empty where the channel knows by the user.</param>
public sealed record NotificationRecipient(Guid? UserId, string Name, string Address)
{
    /// <summary>The same for the same person: nobody is told twice of one thing on one channel.</summary>
    public string Key => UserId?.ToString("N") ?? Address.ToLowerInvariant();
}

/// <summary>What is told, whoever is told of it.</summary>
/// <param name="Cause">The event's id, or what else there is one message for; with recipient and channel it is unique.</param>
/// <param name="Values">The placeholders' values, in the recipient's language.</param>
/// <param name="Link">A path in the application; empty for none.</param>
public sealed record NotificationContent(NotificationKind Kind, string Cause, string Language, IReadOnlyDictionary<string, string> Values, string Link, bool IsUrgent)
{
    /// <summary>The event that it is about; null for reminders.</summary>
    public Guid? EventId { get; init; }

    public Guid? BookingId { get; init; }

    /// <summary>What of the booking, such as the refund.</summary>
    public Guid? PartId { get; init; }

    /// <summary>When the event happened.</summary>
    public DateTimeOffset HappenedAt { get; init; }

    /// <summary>Later it is of no use.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How long it may wait for the documents that belong to it.</summary>
    public TimeSpan WaitsFor { get; init; }
}

/// <summary>One message for one person on one channel.</summary>
public sealed class Notification : AggregateRoot
{
    /// <summary>The last ones are kept.</summary>
    public const int MaxAttemptsKept = 20;

    /// <summary>At most every hour, for a day.</summary>
    public static readonly RetrySchedule Retries = new(Growth: 3, TimeSpan.FromHours(1), TimeSpan.FromHours(24));

    private Notification()
    {
    }

    public string Kind { get; private init; } = "";

    public NotificationCategory Category { get; private init; }

    public NotificationChannel Channel { get; private init; }

    /// <summary>See <see cref="NotificationContent.Cause"/>.</summary>
    public string Cause { get; private init; } = "";

    public Guid? EventId { get; private init; }

    public DateTimeOffset HappenedAt { get; private init; }

    public Guid? BookingId { get; private init; }

    public Guid? PartId { get; private init; }

    public Guid? UserId { get; private init; }

    /// <summary>See <see cref="NotificationRecipient.Key"/>.</summary>
    public string Recipient { get; private init; } = "";

    public string Address { get; private init; } = "";

    public string Name { get; private init; } = "";

    public string Language { get; private init; } = "";

    public IReadOnlyDictionary<string, string> Values { get; private init; } = new Dictionary<string, string>();

    public string Link { get; private init; } = "";

    public bool IsUrgent { get; private init; }

    public NotificationStatus Status { get; private set; }

    /// <summary>Why it failed, was cancelled or suppressed: a fixed word.</summary>
    public string? Reason { get; private set; }

    /// <summary>What the provider calls it.</summary>
    public string? ProviderId { get; private set; }

    /// <summary>As it was sent, where it is read in the application; empty otherwise.</summary>
    public string Subject { get; private set; } = "";

    public string Text { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When it is to be sent.</summary>
    public DateTimeOffset DueAt { get; private init; }

    /// <summary>Until when it may wait for the documents that belong to it; null where it waits for none.</summary>
    public DateTimeOffset? WaitsUntil { get; private init; }

    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>While a try is under way, when somebody else may take it up; null when nothing is to be done.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    public int AttemptCount { get; private set; }

    public IReadOnlyList<NotificationAttempt> Attempts { get; private set; } = [];

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>What the provider has told since it was sent; null for nothing.</summary>
    public NotificationDelivery? Delivery { get; private set; }

    /// <summary>Why it has not arrived: a fixed word, or the provider's code.</summary>
    public string? DeliveryReason { get; private set; }

    public DateTimeOffset? DeliveryToldAt { get; private set; }

    /// <summary>The notification that this one is sent instead of.</summary>
    public Guid? ResendOf { get; private init; }

    /// <summary>W3C trace context of what has led to it, which the tries go on with.</summary>
    public string? TraceParent { get; private init; }

    /// <param name="dueAt">Not before this.</param>
    public static Notification Plan(Guid id, Guid tenantId, NotificationChannel channel, NotificationRecipient recipient, NotificationContent content, DateTimeOffset dueAt, DateTimeOffset now, string? traceParent = null) => new()
    {
        Id = id,
        TenantId = tenantId,
        Kind = content.Kind.Name,
        Category = content.Kind.Category,
        Channel = channel,
        Cause = content.Cause,
        EventId = content.EventId,
        HappenedAt = content.HappenedAt,
        BookingId = content.BookingId,
        PartId = content.PartId,
        UserId = recipient.UserId,
        Recipient = recipient.Key,
        Address = recipient.Address,
        Name = recipient.Name,
        Language = content.Language,
        Values = content.Values,
        Link = content.Link,
        IsUrgent = content.IsUrgent,
        CreatedAt = now,
        DueAt = dueAt,
        NextAttemptAt = dueAt,
        WaitsUntil = content.WaitsFor > TimeSpan.Zero ? dueAt + content.WaitsFor : null,
        ExpiresAt = content.ExpiresAt,
        TraceParent = traceParent,
    };

    /// <summary>The same message once more, under an id of its own: a mail that has arrived already is not taken for a repetition.</summary>
    public Notification Again(Guid id, DateTimeOffset now) => new()
    {
        Id = id,
        TenantId = TenantId,
        Kind = Kind,
        Category = Category,
        Channel = Channel,
        Cause = $"resend/{id:N}",
        EventId = EventId,
        HappenedAt = HappenedAt,
        BookingId = BookingId,
        PartId = PartId,
        UserId = UserId,
        Recipient = Recipient,
        Address = Address,
        Name = Name,
        Language = Language,
        Values = Values,
        Link = Link,
        IsUrgent = IsUrgent,
        CreatedAt = now,
        DueAt = now,
        NextAttemptAt = now,
        ResendOf = Id,
        TraceParent = TraceParent,
    };

    /// <summary>Keeps others away until the outcome is written, or its writer has been gone for long enough.</summary>
    public void Claim(DateTimeOffset until) => NextAttemptAt = until;

    /// <summary>Puts it off without a try: what belongs to it is not there yet.</summary>
    public void Wait(DateTimeOffset until) => NextAttemptAt = until;

    /// <summary>The provider has taken it.</summary>
    /// <param name="subject">Kept where it is read in the application.</param>
    public Result<Done> Send(string? providerId, string subject, string text, DateTimeOffset now)
    {
        Result<Done> moved = End(NotificationStatus.Sent, null);
        if (moved.IsSuccess)
        {
            Note(now, null);
            (ProviderId, SentAt) = (providerId, now);
            Raise(new NotificationSent(Id, Kind, Channel, BookingId, UserId));
            if (Channel == NotificationChannel.Inbox)
            {
                (Subject, Text) = (subject, text);
            }
        }

        return moved;
    }

    /// <summary>The provider has not taken it for now: it is tried again later, unless it has been tried for long enough.</summary>
    /// <param name="chance">From 0 to 1; spreads the pause.</param>
    public Result<Done> Fail(string reason, TimeSpan? retryAfter, double chance, DateTimeOffset now)
    {
        if (Status != NotificationStatus.Pending)
        {
            return NotificationTransitions.Table.Check(Status, NotificationStatus.Failed);
        }

        Note(now, reason);
        DateTimeOffset next = now + Retries.Pause(AttemptCount, chance, retryAfter);
        if (next > DueAt + Retries.TriedFor || next > ExpiresAt)
        {
            return End(NotificationStatus.Failed, reason);
        }

        NextAttemptAt = next;
        return Result.Success;
    }

    /// <summary>The provider never will.</summary>
    public Result<Done> Refuse(string reason, string? providerId, DateTimeOffset now)
    {
        Result<Done> moved = End(NotificationStatus.Failed, reason);
        if (moved.IsSuccess)
        {
            Note(now, reason);
            ProviderId = providerId;
        }

        return moved;
    }

    public Result<Done> Suppress(string reason) => End(NotificationStatus.Suppressed, reason);

    public Result<Done> Cancel(string reason) => End(NotificationStatus.Cancelled, reason);

    /// <summary>Reading it again changes nothing.</summary>
    public void Read(DateTimeOffset now) => ReadAt ??= now;

    /// <summary>The provider tells what became of it. The first word stands, but for what was delivered and is read then.</summary>
    public void Report(NotificationDelivery delivery, string? reason, DateTimeOffset now)
    {
        if (Delivery is null || (Delivery == NotificationDelivery.Delivered && delivery == NotificationDelivery.Read))
        {
            (Delivery, DeliveryReason, DeliveryToldAt) = (delivery, delivery == NotificationDelivery.Undelivered ? reason : null, now);
        }
    }

    private void Note(DateTimeOffset now, string? error)
    {
        AttemptCount++;
        Attempts = [.. Attempts.TakeLast(MaxAttemptsKept - 1), new NotificationAttempt(now, error)];
    }

    private Result<Done> End(NotificationStatus status, string? reason)
    {
        Result<Done> allowed = NotificationTransitions.Table.Check(Status, status);
        if (allowed.IsSuccess)
        {
            (Status, Reason, NextAttemptAt) = (status, reason, null);
            if (status == NotificationStatus.Failed)
            {
                Raise(new NotificationFailed(Id, Kind, Channel, BookingId, UserId, reason ?? ""));
            }
        }

        return allowed;
    }
}

/// <summary>The provider has taken it; says nothing of the address or the text.</summary>
public sealed record NotificationSent(Guid NotificationId, string Kind, NotificationChannel Channel, Guid? BookingId, Guid? UserId)
    : DomainEvent("notification.sent", NotificationId);

/// <summary>Given up; says nothing of the address or the text.</summary>
public sealed record NotificationFailed(Guid NotificationId, string Kind, NotificationChannel Channel, Guid? BookingId, Guid? UserId, string Reason)
    : DomainEvent("notification.failed", NotificationId);
