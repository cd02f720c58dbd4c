namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Domain.Events;
using FluentValidation;

/// <summary>The form of a seat map's texts; the layout's rules are the domain's.</summary>
internal static class SeatMapRules
{
    public static IRuleBuilderOptions<T, string> IsSeatMapName<T>(this IRuleBuilder<T, string> rule) => rule
        .NotEmpty().MaximumLength(SeatPlan.MaxTextLength)
        .Must(text => text is null || Formats.IsOneLine(text)).WithMessage("A name is one line.");

    public static IRuleBuilderOptions<T, string> IsPlaceName<T>(this IRuleBuilder<T, string> rule) => rule
        .MaximumLength(SeatPlan.MaxTextLength)
        .Must(text => text is null || Formats.IsOneLine(text)).WithMessage("A place's name is one line.");
}
