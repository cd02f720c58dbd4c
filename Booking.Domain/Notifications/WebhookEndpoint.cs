namespace Booking.Domain.Notifications;

using System.Text.RegularExpressions;
using Booking.Domain.Common;

/// <summary>Everything about an endpoint that an admin may change.</summary>
/// <param name="EventTypes">Types such as <c>booking.confirmed</c>, groups such as <c>booking.*</c>, or <c>*</c> for all of <see cref="WebhookEvents"/>.</param>
public sealed record WebhookEndpointDetails(string Url, string Description, IReadOnlyList<string> EventTypes, bool IsActive);

/// <summary>A tenant's address that is told of events.</summary>
public sealed partial class WebhookEndpoint : AggregateRoot
{
    public const int MaxEventTypes = 50;

    public const int MaxPerTenant = 20;

    public const int DescriptionMaxLength = 200;

    /// <summary>How long an old secret signs beside the new one.</summary>
    public static readonly TimeSpan SecretOverlap = TimeSpan.FromHours(24);

    private WebhookEndpoint()
    {
    }

    public string Url { get; private set; } = "";

    public string Description { get; private set; } = "";

    public IReadOnlyList<string> EventTypes { get; private set; } = [];

    /// <summary>Sealed, as the secret before is; see the port of secrets.</summary>
    public string Secret { get; private set; } = "";

    public string? PreviousSecret { get; private set; }

    public DateTimeOffset? PreviousSecretUntil { get; private set; }

    public WebhookEndpointStatus Status { get; private set; }

    public WebhookDisabledReason? DisabledReason { get; private set; }

    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>When the first of the attempts failed that have all failed since; null after a success.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public bool IsActive => Status == WebhookEndpointStatus.Active;

    public WebhookEndpointDetails Details => new(Url, Description, EventTypes, IsActive);

    public static Result<WebhookEndpoint> Create(Guid id, Guid tenantId, WebhookEndpointDetails details, string sealedSecret, WebhookTargets targets, DateTimeOffset now)
    {
        WebhookEndpoint endpoint = new() { Id = id, TenantId = tenantId, Secret = sealedSecret, CreatedAt = now };
        Result<Done> edited = endpoint.Edit(details, targets, now);
        return edited.IsSuccess ? endpoint : edited.Error;
    }

    public Result<Done> Edit(WebhookEndpointDetails details, WebhookTargets targets, DateTimeOffset now)
    {
        Result<Uri> target = targets.Read(details.Url);
        if (target.IsFailure)
        {
            return target.Error;
        }

        if (details.EventTypes.Count is 0 or > MaxEventTypes || details.EventTypes.Any(type => !IsFilter(type)))
        {
            return Error.Rule("/eventTypes", $"1 to {MaxEventTypes} types such as booking.confirmed, groups such as booking.*, or *.");
        }

        // One that is there already may stay: what it names may have been an event once.
        if (details.EventTypes.Except(EventTypes).FirstOrDefault(filter => !WebhookEvents.Types.Any(type => Matches(filter, type))) is { } nothing)
        {
            return Error.Rule("/eventTypes", $"Webhooks are told of no event '{nothing}'.");
        }

        (Url, Description, EventTypes) = (target.Value.AbsoluteUri, details.Description, [.. details.EventTypes.Distinct()]);
        if (details.IsActive && !IsActive)
        {
            Enable();
        }
        else if (!details.IsActive && IsActive)
        {
            Disable(WebhookDisabledReason.ByAdmin, now);
        }

        return Result.Success;
    }

    public bool Wants(string type) => WebhookEvents.Types.Contains(type) && EventTypes.Any(filter => Matches(filter, type));

    /// <summary>Whether a type is what a filter names.</summary>
    public static bool Matches(string filter, string type) =>
        filter == "*" || filter == type || (filter.EndsWith(".*", StringComparison.Ordinal) && type.StartsWith(filter[..^1], StringComparison.Ordinal));

    public static bool IsFilter(string text) => text.Length <= 100 && FilterFormat().IsMatch(text);

    /// <summary>Gives the endpoint a new secret; the old one goes on signing for <see cref="SecretOverlap"/>.</summary>
    public void RotateSecret(string sealedSecret, DateTimeOffset now) =>
        (PreviousSecret, PreviousSecretUntil, Secret) = (Secret, now + SecretOverlap, sealedSecret);

    /// <summary>The same secrets, sealed with another key.</summary>
    public void Reseal(Func<string, string> seal) => (Secret, PreviousSecret) = (seal(Secret), PreviousSecret is null ? null : seal(PreviousSecret));

    /// <summary>The secrets that sign, the newest first.</summary>
    public IReadOnlyList<string> SecretsAt(DateTimeOffset now) => PreviousSecret is not null && now < PreviousSecretUntil ? [Secret, PreviousSecret] : [Secret];

    public void Answered() => FailingSince = null;

    /// <summary>An attempt has failed.</summary>
    /// <param name="isGone">The receiver says that there will never be one again (410).</param>
    /// <param name="isGivenUp">The delivery has had all its attempts.</param>
    public void Failed(bool isGone, bool isGivenUp, DateTimeOffset now)
    {
        FailingSince ??= now;
        if (!IsActive)
        {
            return;
        }

        if (isGone)
        {
            Disable(WebhookDisabledReason.Gone, now);
        }
        else if (isGivenUp && FailingSince <= now - WebhookDelivery.Retries.TriedFor)
        {
            Disable(WebhookDisabledReason.Failing, now);
        }
    }

    private void Enable() => (Status, DisabledReason, DisabledAt, FailingSince) = (WebhookEndpointStatus.Active, null, null, null);

    private void Disable(WebhookDisabledReason reason, DateTimeOffset now)
    {
        (Status, DisabledReason, DisabledAt) = (WebhookEndpointStatus.Disabled, reason, now);
        Raise(new WebhookEndpointDisabled(Id, Url, reason));
    }

    [GeneratedRegex(@"^(\*|[a-z][a-z_]*(\.[a-z][a-z_]*)*(\.\*|\.[a-z][a-z_]*))\z")]
    private static partial Regex FilterFormat();
}

public sealed record WebhookEndpointDisabled(Guid EndpointId, string Url, WebhookDisabledReason Reason) : DomainEvent("webhook_endpoint.disabled", EndpointId);
