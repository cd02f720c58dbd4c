namespace Booking.Api.Notifications;

using Booking.Application.Notifications;

/// <summary>An address that is told of events.</summary>
internal sealed record CreateWebhookEndpointRequest
{
    /// <summary>Begins with https:// and leads to a public address.</summary>
    public required string Url { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>Types such as booking.confirmed, groups such as booking.*, or * for everything.</summary>
    public required IReadOnlyList<string> EventTypes { get; init; }

    public CreateWebhookEndpointCommand ToCommand() => new(new WebhookEndpointChanges(Url, Description, EventTypes, IsActive: true));
}

/// <summary>What to change; what is left out stays as it is.</summary>
internal sealed record EditWebhookEndpointRequest
{
    /// <summary>Begins with https:// and leads to a public address.</summary>
    public string? Url { get; init; }

    /// <summary>For people.</summary>
    public string? Description { get; init; }

    /// <summary>All that it is to be told of from now on.</summary>
    public IReadOnlyList<string>? EventTypes { get; init; }

    /// <summary>False disables it; true switches it on again, and what has waited for it is sent.</summary>
    public bool? IsActive { get; init; }

    public EditWebhookEndpointCommand ToCommand(Guid id, long version) => new(id, version, new WebhookEndpointChanges(Url, Description, EventTypes, IsActive));
}
