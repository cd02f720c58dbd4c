namespace Booking.Domain.Common;

/// <summary>An amount in the currency's minor unit (ISO 4217 exponent), e.g. 1250 EUR = 12.50 €.</summary>
/// <exception cref="InvalidOperationException">Two currencies are mixed.</exception>
/// <exception cref="OverflowException">The amount leaves the range of a 64-bit integer.</exception>
public readonly record struct Money(long Amount, string Currency)
{
    public static Money Zero(string currency) => new(0, currency);

    public static Money operator +(Money left, Money right) => new(checked(left.Amount + Same(left, right).Amount), left.Currency);

    public static Money operator -(Money left, Money right) => new(checked(left.Amount - Same(left, right).Amount), left.Currency);

    public static Money operator *(Money money, long factor) => new(checked(money.Amount * factor), money.Currency);

    public override string ToString() => $"{Amount} {Currency}";

    private static Money Same(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot be added.");
}
