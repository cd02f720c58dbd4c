namespace Booking.Application.Notifications;

/// <summary>The key that push services know this installation by (VAPID, RFC 8292).</summary>
public interface IPushKeys
{
    /// <summary>An uncompressed point of P-256 in base64url, as browsers take it as <c>applicationServerKey</c>; null where there is none.</summary>
    string? PublicKey { get; }
}
