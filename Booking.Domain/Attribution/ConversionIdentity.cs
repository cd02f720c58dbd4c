namespace Booking.Domain.Attribution;

using System.Security.Cryptography;
using System.Text;

/// <summary>How a person is named to the advertising network: by SHA-256, in lower-case hex, of what both sides know.</summary>
public static class ConversionIdentity
{
    /// <summary>Of the address without blanks around it, in small letters.</summary>
    public static string OfEmail(string email) => Hash(email.Trim().ToLowerInvariant());

    /// <param name="phone">E.164 with its plus.</param>
    public static string OfPhone(string phone) => Hash(phone);

    public static string OfCustomer(Guid customerId) => Hash(customerId.ToString("D"));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
