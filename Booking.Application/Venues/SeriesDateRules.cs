namespace Booking.Application.Venues;

using Booking.Domain.Venues;
using FluentValidation;

/// <summary>What is asked of dates that are named by their index.</summary>
internal static class SeriesDateRules
{
    public static void AreDates<T>(this IRuleBuilder<T, IReadOnlyList<int>> rule) => rule
        .Must(dates => dates.Count <= VenueRecurrence.MaxCount && dates.Distinct().Count() == dates.Count)
        .WithMessage($"At most {VenueRecurrence.MaxCount} dates, each named once.");
}
