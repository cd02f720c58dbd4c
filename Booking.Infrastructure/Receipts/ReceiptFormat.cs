namespace Booking.Infrastructure.Receipts;

using System.Collections.Frozen;
using System.Globalization;

internal static class ReceiptFormat
{
    private const int UsualExponent = 2;

    // ISO 4217: how many decimal digits the minor unit of a currency has where it is not two.
    private static readonly FrozenDictionary<string, int> Exponents = Table().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string Amount(long minorUnits, string currency)
    {
        var exponent = Exponents.GetValueOrDefault(currency, UsualExponent);
        var divisor = 1m;
        for (var digit = 0; digit < exponent; digit++)
        {
            divisor *= 10;
        }

        return (minorUnits / divisor).ToString($"N{exponent}", CultureInfo.InvariantCulture);
    }

    public static string Rate(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    public static string Instant(DateTimeOffset instant)
    {
        var local = instant.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        return instant.Offset == TimeSpan.Zero ? $"{local} UTC" : $"{local} UTC{instant.ToString("zzz", CultureInfo.InvariantCulture)}";
    }

    private static Dictionary<string, int> Table()
    {
        var exponents = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (digits, currencies) in ((int, string)[])
        [
            (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
            (3, "BHD IQD JOD KWD LYD OMR TND"),
            (4, "CLF UYW"),
        ])
        {
            foreach (var currency in currencies.Split(' '))
            {
                exponents[currency] = digits;
            }
        }

        return exponents;
    }
}
