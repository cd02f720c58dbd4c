namespace Booking.Domain.Catalog;

using Booking.Domain.Holds;

/// <summary>What an item that is an appointment says about who performs it.</summary>
public static class Appointment
{
    private const string ProviderId = "providerId";
    private const string Provider = "provider";
    private const string ChosenBecause = "chosenBecause";
    private const string SessionId = "sessionId";

    /// <summary>Who performs it; null for everything but appointments.</summary>
    public static Guid? ProviderOf(HoldItem item) =>
        item.Kind == ItemKinds.Service && !item.Details.ContainsKey(SessionId) && Guid.TryParse(item.Details.GetValueOrDefault(ProviderId), out Guid id) ? id : null;

    /// <summary>Whether the customer did not mind who performs it.</summary>
    public static bool IsWithAny(HoldItem item) => ProviderOf(item) is not null && item.Details.ContainsKey(ChosenBecause);

    /// <summary>The same with the reason why it is this provider.</summary>
    public static HoldItem Chosen(HoldItem item, RankedProvider provider) => item with
    {
        Details = new Dictionary<string, string>(item.Details) { [ChosenBecause] = provider.Explain() },
    };

    /// <summary>The same with another provider.</summary>
    /// <param name="because">How the provider was chosen; one whom the customer named stays a matter of the customer's.</param>
    public static HoldItem With(HoldItem item, Guid providerId, string name, string because)
    {
        Dictionary<string, string> details = new(item.Details) { [ProviderId] = providerId.ToString(), [Provider] = name };
        if (IsWithAny(item))
        {
            details[ChosenBecause] = because;
        }

        return item with { Details = details };
    }

    /// <summary>Why it is this provider; null where the customer named one.</summary>
    public static string? BecauseOf(HoldItem item) => item.Details.GetValueOrDefault(ChosenBecause);

    /// <summary>The provider's name when it was sold or given to somebody else.</summary>
    public static string NameOf(HoldItem item) => item.Details.GetValueOrDefault(Provider, "");
}
