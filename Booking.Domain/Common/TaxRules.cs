namespace Booking.Domain.Common;

/// <summary>What a tenant's prices are.</summary>
public enum TaxMode
{
    /// <summary>Gross: the tax is inside, and is taken out of them.</summary>
    Inclusive,

    /// <summary>Net: the tax is added to them.</summary>
    Exclusive,
}

/// <summary>What is rounded to a whole minor unit, half away from zero.</summary>
public enum TaxRounding
{
    /// <summary>The tax of all lines of one rate together.</summary>
    BySum,

    /// <summary>The tax of every line for itself.</summary>
    ByLine,
}

/// <summary>How a tenant's prices and taxes go together.</summary>
public sealed record TaxRules(TaxMode Mode, TaxRounding Rounding)
{
    public static readonly TaxRules Default = new(TaxMode.Inclusive, TaxRounding.BySum);
}
