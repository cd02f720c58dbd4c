namespace Booking.Domain.Notifications;

using Booking.Domain.Common;

public enum WebhookEndpointStatus
{
    /// <summary>Gets what it wants.</summary>
    Active,

    /// <summary>Gets nothing until an admin switches it on again; what waits for it waits on.</summary>
    Disabled,
}

/// <summary>Why an endpoint is disabled.</summary>
public enum WebhookDisabledReason
{
    /// <summary>An admin has switched it off.</summary>
    ByAdmin,

    /// <summary>It has answered 410.</summary>
    Gone,

    /// <summary>For 72 hours no delivery has succeeded.</summary>
    Failing,
}

public static class WebhookEndpointTransitions
{
    public static readonly TransitionTable<WebhookEndpointStatus> Table = new(
        (WebhookEndpointStatus.Active, WebhookEndpointStatus.Disabled),
        (WebhookEndpointStatus.Disabled, WebhookEndpointStatus.Active));
}
