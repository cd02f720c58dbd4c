namespace Booking.Application.Tenants;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Tenants;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Changes what the tenant decides about itself; what is null stays as it is. Holds and bookings that are there keep their prices.</summary>
public sealed record EditTenantCommand(
    long Version, string? Name, string? Address, string? TaxNumber, bool? AllowsGuests, TaxMode? TaxMode, TaxRounding? TaxRounding, int? FeeTaxRate, string? TimeZone = null)
    : ICommand<Versioned<TenantSettingsView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class EditTenantValidator : AbstractValidator<EditTenantCommand>
{
    public EditTenantValidator()
    {
        RuleFor(command => command.Name).Must(name => name is null || (!string.IsNullOrWhiteSpace(name) && name.Length <= Tenant.NameMaxLength && Formats.IsOneLine(name)))
            .WithMessage($"1 to {Tenant.NameMaxLength} characters on one line.");
        RuleFor(command => command.Address).Must(address => address is null || (address.Length <= Tenant.AddressMaxLength && Formats.IsStorable(address)))
            .WithMessage($"At most {Tenant.AddressMaxLength} characters, without NUL.");
        RuleFor(command => command.TaxNumber).Must(number => number is null || (number.Length <= Tenant.TaxNumberMaxLength && Formats.IsOneLine(number)))
            .WithMessage($"At most {Tenant.TaxNumberMaxLength} characters on one line.");
        RuleFor(command => command.TimeZone).Must(zone => zone is null || (zone.Length is > 0 and <= Tenant.TimeZoneMaxLength && Formats.IsOneLine(zone)))
            .WithMessage("An IANA time zone, such as Europe/Berlin.");
    }
}

internal sealed class EditTenantHandler(IBookingDb db, RequestContext context) : IRequestHandler<EditTenantCommand, Result<Versioned<TenantSettingsView>>>
{
    public async Task<Result<Versioned<TenantSettingsView>>> Handle(EditTenantCommand command, CancellationToken cancellationToken)
    {
        Tenant tenant = await db.Tenants.SingleAsync(tenant => tenant.Id == context.TenantId, cancellationToken);
        Result<Done> allowed = tenant.CheckVersion(command.Version);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        TenantDetails old = tenant.Details;
        Result<Done> edited = tenant.Edit(new TenantDetails(
            command.Name?.Trim() ?? old.Name,
            command.Address?.Trim() ?? old.Address,
            command.TaxNumber?.Trim() ?? old.TaxNumber,
            command.AllowsGuests ?? old.AllowsGuests,
            command.TaxMode ?? old.TaxMode,
            command.TaxRounding ?? old.TaxRounding,
            command.FeeTaxRate ?? old.FeeTaxRate,
            command.TimeZone?.Trim() ?? old.TimeZone));
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        await db.SaveChangesAsync(cancellationToken);
        return new Versioned<TenantSettingsView>(TenantSettingsView.Of(tenant), tenant.Version);
    }
}
