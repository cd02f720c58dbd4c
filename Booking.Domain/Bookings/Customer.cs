namespace Booking.Domain.Bookings;

/// <summary>Who the booking is for, as stated at purchase.</summary>
/// <param name="Phone">E.164, or null.</param>
public sealed record Customer(string Name, string Email, string? Phone);

/// <summary>Who uses one seat or place.</summary>
/// <param name="Item">Index of the booking's item.</param>
/// <param name="Seat">The named seat, or null for a place without one.</param>
public sealed record Passenger(int Item, string? Seat, string Name)
{
    /// <summary>The kind of passenger that the seat was sold to, such as <c>adult</c> or <c>child</c>.</summary>
    public string? Type { get; init; }

    public DateOnly? BirthDate { get; init; }

    /// <summary>Personal data: in full for those who let passengers in only.</summary>
    public TravelDocument? Document { get; init; }

    /// <summary>As it is shown where nobody is let in.</summary>
    public Passenger Masked() => Document is null ? this : this with { Document = Document.Masked() };
}

/// <summary>What a document is.</summary>
public enum DocumentType
{
    /// <summary>A passport.</summary>
    Passport,

    /// <summary>A national identity card.</summary>
    IdCard,

    /// <summary>A driving licence.</summary>
    DrivingLicence,

    /// <summary>Another document with a number.</summary>
    Other,
}

/// <summary>A passenger's document.</summary>
/// <param name="Country">Who issued it: ISO 3166, two or three letters.</param>
/// <param name="Expires">The last day it is good for.</param>
public sealed record TravelDocument(DocumentType Type, string Number, string Country, DateOnly? Expires)
{
    private const int Shown = 3;

    /// <summary>The number's last characters only.</summary>
    public TravelDocument Masked() => this with { Number = new string('*', Math.Max(Number.Length - Shown, 3)) + Number[Math.Max(Number.Length - Shown, Math.Min(Number.Length, Shown))..] };
}
