namespace Booking.Infrastructure.Receipts;

using System.Globalization;
using Booking.Domain.Common;

internal static class ReceiptFormat
{
    public static string Amount(long minorUnits, string currency) =>
        MajorUnits.Of(new Money(minorUnits, currency)).ToString($"N{MajorUnits.ExponentOf(currency)}", CultureInfo.InvariantCulture);

    public static string Rate(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    public static string Instant(DateTimeOffset instant)
    {
        var local = instant.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        return instant.Offset == TimeSpan.Zero ? $"{local} UTC" : $"{local} UTC{instant.ToString("zzz", CultureInfo.InvariantCulture)}";
    }
}
