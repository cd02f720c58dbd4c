namespace Booking.Api.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;

/// <summary>Who performs the service.</summary>
/// <param name="Price">The service's when left out.</param>
/// <param name="DurationMinutes">The service's when left out.</param>
internal sealed record ServiceProviderBody(Guid ProviderId, Money? Price = null, int? DurationMinutes = null);

/// <summary>A new service by appointment, or a class.</summary>
/// <param name="TimeZone">IANA zone of the place.</param>
/// <param name="BufferBeforeMinutes">Time before each appointment in which the provider takes no other.</param>
/// <param name="BufferMinutes">Time after each appointment in which the provider takes no other.</param>
/// <param name="StepMinutes">Slots begin every so many minutes from the start of the working hours.</param>
/// <param name="TaxRate">In basis points: 1900 is 19 %.</param>
/// <param name="NoticeMinutes">How long before its start an appointment is booked at the latest.</param>
/// <param name="HorizonDays">How many days ahead an appointment is booked at the earliest.</param>
/// <param name="SeatsPerSlot">1 for appointments; more for a class that so many attend together.</param>
/// <param name="CheckInWithinMinutes">So many minutes after its start it is given up where nobody has checked in; null where nobody has to.</param>
/// <param name="Languages">Tags such as <c>de</c> or <c>pt-BR</c>.</param>
internal sealed record CreateServiceRequest(
    string Name,
    string Category,
    string City,
    string TimeZone,
    int DurationMinutes,
    Money Price,
    string? Description = null,
    int? BufferBeforeMinutes = null,
    int? BufferMinutes = null,
    int? StepMinutes = null,
    int? TaxRate = null,
    int? NoticeMinutes = null,
    int? HorizonDays = null,
    IReadOnlyList<ServiceProviderBody?>? Providers = null,
    CancellationPolicy? CancellationPolicy = null,
    int? HoldMinutes = null,
    int? SeatsPerSlot = null,
    int? CheckInWithinMinutes = null,
    IReadOnlyList<string>? Languages = null)
{
    public ServiceChanges ToChanges() => new(
        Name, Description, Category, City, TimeZone, DurationMinutes, BufferBeforeMinutes, BufferMinutes, StepMinutes, Price, TaxRate, NoticeMinutes, HorizonDays,
        ServiceBodies.Performers(Providers), CancellationPolicy, HoldMinutes, SeatsPerSlot, CheckInWithinMinutes, Languages);
}

/// <summary>What changes; what is left out stays as it is.</summary>
/// <param name="Providers">All who perform it from now on.</param>
/// <param name="IsActive">True offers it again where it is withdrawn.</param>
internal sealed record EditServiceRequest(
    string? Name = null,
    string? Description = null,
    string? Category = null,
    string? City = null,
    string? TimeZone = null,
    int? DurationMinutes = null,
    int? BufferBeforeMinutes = null,
    int? BufferMinutes = null,
    int? StepMinutes = null,
    Money? Price = null,
    int? TaxRate = null,
    int? NoticeMinutes = null,
    int? HorizonDays = null,
    IReadOnlyList<ServiceProviderBody?>? Providers = null,
    CancellationPolicy? CancellationPolicy = null,
    int? HoldMinutes = null,
    int? SeatsPerSlot = null,
    IReadOnlyList<string>? Languages = null,
    bool? IsActive = null)
{
    private readonly Optional<int?> _checkInWithinMinutes;

    /// <summary>Null stands for no check-in.</summary>
    public int? CheckInWithinMinutes
    {
        get => _checkInWithinMinutes.Value;
        init => _checkInWithinMinutes = value;
    }

    public ServiceChanges ToChanges() => new(
        Name, Description, Category, City, TimeZone, DurationMinutes, BufferBeforeMinutes, BufferMinutes, StepMinutes, Price, TaxRate, NoticeMinutes, HorizonDays,
        ServiceBodies.Performers(Providers), CancellationPolicy, HoldMinutes, SeatsPerSlot, _checkInWithinMinutes, Languages)
    { IsActive = IsActive };
}

/// <summary>A new add-on of a service or product.</summary>
/// <param name="TaxRate">In basis points; the offering's when left out.</param>
/// <param name="Stock">Pieces there are; never runs out when left out.</param>
/// <param name="ExtraMinutes">How much longer the appointment takes with one of it.</param>
/// <param name="MinQuantity">1 or more where the offering is not sold without it.</param>
internal sealed record CreateAddOnRequest(
    string Name, Money Price, string? Description = null, int? TaxRate = null, int? Stock = null, int? ExtraMinutes = null, int? MinQuantity = null, int? MaxQuantity = null)
{
    public AddOnChanges ToChanges() => new(Name, Description, Price, TaxRate, Stock, ExtraMinutes, MinQuantity, MaxQuantity);
}

/// <summary>What changes; what is left out stays as it is.</summary>
internal sealed record EditAddOnRequest(
    string? Name = null, Money? Price = null, string? Description = null, int? TaxRate = null, int? ExtraMinutes = null, int? MinQuantity = null, int? MaxQuantity = null)
{
    public AddOnChanges ToChanges() => new(Name, Description, Price, TaxRate, null, ExtraMinutes, MinQuantity, MaxQuantity);
}

internal static class ServiceBodies
{
    /// <summary>Says that an add-on is withdrawn.</summary>
    public static readonly AddOnChanges Withdrawn = new(null, null, null, null, null, null, null, null, IsActive: false);

    // JSON lets a null into any array; the validator refuses it.
    public static IReadOnlyList<PerformerChange>? Performers(IReadOnlyList<ServiceProviderBody?>? bodies) => bodies is null
        ? null
        : [.. bodies.Select(body => body is null ? null! : new PerformerChange(body.ProviderId, body.Price, body.DurationMinutes))];
}
