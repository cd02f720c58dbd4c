namespace Booking.Domain.Notifications;

using System.Net;
using Booking.Domain.Common;

/// <summary>Where webhooks may go.</summary>
/// <param name="AllowsHttp">Without TLS too; in Development.</param>
/// <param name="AllowsLoopback">To receivers on this machine too; for development and tests.</param>
public sealed record WebhookTargets(bool AllowsHttp = false, bool AllowsLoopback = false)
{
    public const int UrlMaxLength = 2_000;

    private const string Pointer = "/url";

    /// <summary>Whether an address may be connected to.</summary>
    public bool Allows(IPAddress address) => PublicAddress.Is(address) || (AllowsLoopback && IPAddress.IsLoopback(address) && !address.IsIPv4MappedToIPv6);

    /// <summary>Refuses an address that could never be delivered to. What a name resolves to is looked at with every connection, not here.</summary>
    public Result<Uri> Read(string url)
    {
        if (url.Length > UrlMaxLength || !Uri.TryCreate(url, UriKind.Absolute, out Uri? target) || target.Host.Length == 0)
        {
            return Error.Rule(Pointer, $"An absolute URL of at most {UrlMaxLength} characters.");
        }

        if (target.Scheme != Uri.UriSchemeHttps && !(AllowsHttp && target.Scheme == Uri.UriSchemeHttp))
        {
            return Error.Rule(Pointer, "The URL begins with https://.");
        }

        if (target.UserInfo.Length > 0 || target.Fragment.Length > 0)
        {
            return Error.Rule(Pointer, "The URL has neither a user nor a fragment.");
        }

        // The URL's reader has turned odd notations of an address, such as 0x7f.1, into the usual one.
        return IPAddress.TryParse(target.DnsSafeHost, out IPAddress? address) && !Allows(address)
            ? Error.Rule(Pointer, "The URL leads to an address that is not public.")
            : target;
    }
}
