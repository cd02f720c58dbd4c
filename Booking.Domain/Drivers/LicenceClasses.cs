namespace Booking.Domain.Drivers;

/// <summary>Classes of driving licences for cars, vans and buses (directive 2006/126/EC).</summary>
public static class LicenceClasses
{
    /// <summary>Cars up to 3.5 t and nine seats.</summary>
    public const string B = "B";

    /// <summary>B with a heavy trailer.</summary>
    public const string BE = "BE";

    /// <summary>Up to 7.5 t.</summary>
    public const string C1 = "C1";

    public const string C = "C";

    /// <summary>Up to seventeen seats.</summary>
    public const string D1 = "D1";

    public const string D = "D";

    public static readonly IReadOnlyList<string> All = [B, BE, C1, C, D1, D];

    /// <summary>Whether somebody who has these may drive what needs that one: a higher class is for the lower ones too.</summary>
    public static bool Fit(IEnumerable<string> held, string needed) => held.Any(licence => licence == needed || needed switch
    {
        B => true,
        C1 => licence == C,
        D1 => licence == D,
        _ => false,
    });
}
