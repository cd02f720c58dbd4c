namespace Booking.Domain.Bookings;

/// <summary>
/// The number people read out: <c>BK-</c> and six or more characters without look-alikes (no 0 1 I L O U).
/// A sequence number is scrambled by a bijection, so numbers are unique without asking and do not tell how many were sold.
/// </summary>
public static class BookingNumber
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 6;

    // 30^6 = 729,000,000; the multiplier is prime and no factor of it, so i → i·m mod 30^6 meets every number once.
    private const long Space = 729_000_000;
    private const long Multiplier = 450_543_403;

    /// <param name="sequence">Non-negative; every 729,000,000 numbers the text grows by one character.</param>
    public static string From(long sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        long round = sequence / Space;
        long scrambled = (long)((Int128)(sequence % Space) * Multiplier % Space);
        Span<char> text = stackalloc char[Length];
        for (int i = Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(scrambled % Alphabet.Length)];
            scrambled /= Alphabet.Length;
        }

        return round == 0 ? $"BK-{text}" : $"BK-{Prefix(round)}{text}";
    }

    private static string Prefix(long round)
    {
        string prefix = "";
        for (; round > 0; round /= Alphabet.Length)
        {
            prefix = Alphabet[(int)(round % Alphabet.Length)] + prefix;
        }

        return prefix;
    }
}
