namespace Booking.Domain.Common;

using System.Collections.Frozen;

/// <summary>Amounts as people write them: 12.50 EUR, 1250 JPY.</summary>
public static class MajorUnits
{
    private const int UsualExponent = 2;

    // ISO 4217: how many decimal digits the minor unit of a currency has where it is not two.
    private static readonly (int Digits, string Currencies)[] Unusual =
    [
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    ];

    private static readonly FrozenDictionary<string, int> Exponents = Unusual
        .SelectMany(row => row.Currencies.Split(' '), (row, currency) => KeyValuePair.Create(currency, row.Digits))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many decimal digits the minor unit of a currency has.</summary>
    public static int ExponentOf(string currency) => Exponents.GetValueOrDefault(currency, UsualExponent);

    /// <summary>1250 EUR → 12.50; exact, with as many decimal digits as the currency has.</summary>
    public static decimal Of(Money money)
    {
        decimal digits = 1m;
        for (int digit = 0; digit < ExponentOf(money.Currency); digit++)
        {
            digits /= 10;
        }

        // A product keeps the digits of its factors, a quotient would drop trailing zeros.
        return money.Amount * digits;
    }
}
