namespace Booking.Application.Drivers;

using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using FluentValidation;

/// <summary>What a request says about a driver; what is null stays as it is.</summary>
public sealed record DriverChanges(string? Name, IReadOnlyList<string>? LicenceClasses, DriverBaseView? Base, IReadOnlyList<string>? Languages, bool? IsActive)
{
    internal DriverDetails Over(DriverDetails old) => new(
        Name?.Trim() ?? old.Name,
        LicenceClasses ?? old.LicenceClasses,
        Base is null ? old.Base : new GeoPoint(Base.Lat, Base.Lng),
        Base?.Address.Trim() ?? old.BaseAddress,
        Languages ?? old.Languages,
        IsActive ?? old.IsActive);
}

internal sealed class DriverChangesValidator : AbstractValidator<DriverChanges>
{
    public DriverChangesValidator()
    {
        RuleFor(changes => changes.Name).OneLine(TextRules.NameLength);
        RuleFor(changes => changes.LicenceClasses).WithoutNulls(LicenceClasses.All.Count);
        RuleFor(changes => changes.Base!.Address).OneLine(300).When(changes => changes.Base is not null);
        RuleFor(changes => changes.Languages).WithoutNulls(DriverDetails.MaxLanguages);
        RuleForEach(changes => changes.Languages).Matches("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$").WithMessage("A language tag, such as de or pt-BR.");
    }
}
