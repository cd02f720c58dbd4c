namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using FluentValidation;

/// <summary>What a request says about a provider; what is null stays as it is.</summary>
public sealed record ProviderChanges(string? Name, Optional<Guid?> UserId, Optional<string> TimeZone, bool? IsActive)
{
    internal ProviderDetails Over(ProviderDetails old) => new(Name?.Trim() ?? old.Name, UserId.Over(old.UserId), TimeZone.Over(old.TimeZone), IsActive ?? old.IsActive);
}

internal sealed class ProviderChangesValidator : AbstractValidator<ProviderChanges>
{
    public ProviderChangesValidator()
    {
        RuleFor(changes => changes.Name).OneLine(TextRules.NameLength);
        RuleFor(changes => changes.TimeZone.Value).OneLine(100).OverridePropertyName(nameof(ProviderChanges.TimeZone));
    }
}
