namespace Booking.Infrastructure.Notifications;

using System.Collections.Specialized;
using System.Web;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Microsoft.Extensions.Options;

/// <summary>Twilio's status callbacks. Whose message it is stands in the address that Twilio was given, which the signature covers.</summary>
internal sealed class TwilioReports(IOptions<TwilioOptions> options) : IDeliveryReports
{
    private const string Path = "/api/v1/webhooks/twilio/status";

    private const string Unsubscribed = "21610";

    private static readonly Error InvalidSignature = new("invalid_signature", "The signature is missing or wrong.", ErrorKind.Unauthenticated);

    private static readonly Error Malformed = Error.Invalid("malformed_request", "This is no status callback of a message.");

    /// <summary>Where Twilio is to tell what becomes of a message; null where it cannot reach us.</summary>
    public static string? AddressFor(TwilioOptions options, OutgoingNotification notification) =>
        options.CallbackBaseUrl is { } url ? $"{Address(url)}?tenant={notification.TenantId:D}&notification={notification.Id:D}" : null;

    public Result<DeliveryReport> Read(string query, IReadOnlyList<KeyValuePair<string, string>> form, string? signature)
    {
        if (options.Value is not { IsOn: true, CallbackBaseUrl: { } url } || !TwilioSignature.IsValid(options.Value.AuthToken, Address(url) + query, form, signature))
        {
            return InvalidSignature;
        }

        string? Text(string name) => form.FirstOrDefault(pair => pair.Key == name).Value;
        NameValueCollection asked = HttpUtility.ParseQueryString(query);
        return Guid.TryParse(asked["tenant"], out Guid tenant) && Guid.TryParse(asked["notification"], out Guid notification)
            && Text("MessageSid") is { Length: > 0 and <= 64 } sid && Text("MessageStatus") is { } status
                ? new DeliveryReport(tenant, notification, sid, DeliveryOf(status), Reason(Text("ErrorCode")), Text("ErrorCode") == Unsubscribed)
                : Malformed;
    }

    private static string Address(Uri url) => url.AbsoluteUri.TrimEnd('/') + Path;

    private static NotificationDelivery? DeliveryOf(string status) => status switch
    {
        "delivered" => NotificationDelivery.Delivered,
        "read" => NotificationDelivery.Read,
        "undelivered" or "failed" => NotificationDelivery.Undelivered,
        _ => null,
    };

    private static string? Reason(string? code) => code is { Length: > 0 and <= 10 } && code.All(char.IsAsciiDigit) ? $"twilio_{code}" : null;
}
